"""Page: signing in, where the server's owner has set up who may edit."""

import streamlit as st

from dashboard.ui import editing
from dashboard.ui.plain import plain

if not editing.may_sign_in():
    st.stop()
st.title("Sign in", anchor=False)
at = f" with **{plain(provider)}**" if (provider := editing.provider()) else ""
st.markdown(
    "The record can be read by everyone. The inbox, by which it is edited, is for those on this server's list of "
    f"reviewers: they sign in{at}."
)
stranger = editing.stranger()
if stranger:
    st.warning(f"{plain(stranger)} is not on that list, or the address is not verified.", icon=":material/person_off:")
    st.button("Sign out", icon=":material/logout:", on_click=st.logout)
    st.stop()
st.button("Sign in", icon=":material/login:", on_click=st.login)

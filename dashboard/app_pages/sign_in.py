"""Page: signing in, where the server's owner has set up who may edit."""

import streamlit as st

from dashboard.ui import editing

if not editing.may_sign_in():
    st.stop()
st.title("Sign in", anchor=False)
st.markdown("The record can be read by everyone. Those on the list of reviewers sign in to edit it.")
st.button("Sign in", type="primary", icon=":material/login:", on_click=st.login)

"""Face: the script behind every page. In: the address; out: navigation, filter bar, and the page that is asked for."""

import streamlit as st

from dashboard.dataset.problems import DataError
from dashboard.ui import cached, filters, parts
from dashboard.ui.pages import PAGES

st.set_page_config(
    page_title="Who would send troops to Ukraine?",
    page_icon=":material/record_voice_over:",
    layout="wide",
    initial_sidebar_state="auto",
)
page = st.navigation(PAGES, position="top")
try:
    record = cached.record()
except DataError as error:
    parts.broken_record(error)
    st.stop()
st.session_state["asked"] = filters.draw(record)
parts.problems(record)
page.run()
parts.footer(record)

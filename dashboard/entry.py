"""Face: the script behind every page. In: the address; out: navigation, filter bar, and the page that is asked for."""

from pathlib import Path

import streamlit as st

from dashboard.dataset.problems import DataError
from dashboard.ui import address, cached, embedding, filters, left_out, parts
from dashboard.ui.pages import EMBEDDED, INBOX, STATEMENT, menu, offered, run

st.set_page_config(  # before the navigation, which else fetches the icon of the page from another host
    page_icon=str(Path(__file__).with_name("ui") / "icon.svg"),
    layout="wide",
    initial_sidebar_state="auto",
)
embedded = bool(st.context.is_embedded)
sections = offered()
page = st.navigation(EMBEDDED if embedded else sections, position="hidden")
parts.name_tab(page.title)
try:
    record = cached.record()
except DataError as error:
    parts.broken_record(error)
    st.stop()
if embedded:
    embedding.show(record, page)
    st.stop()
filtered = page.url_path != INBOX.url_path  # at which people sign in, too
if filtered:
    st.session_state["asked"] = filters.draw(record, page.url_path)
else:
    filters.keep()
menu(sections, page, filters.kept_by_links())
parts.problems(record)
with st.container(key="left-out"):  # there or not, what is below keeps its place
    if filtered:
        left_out.show(address.current())
if filtered and page != STATEMENT:  # which is there on any day
    parts.crossed_days(st.session_state["asked"].selection)
address.remember(filters.NAMES)  # a page that stops writes nothing more into the session
try:
    run(page)
    parts.footer(record)
finally:  # also where a page stops or leads on to another
    address.remember(filters.NAMES)

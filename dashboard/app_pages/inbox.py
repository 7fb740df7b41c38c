"""Page: the inbox, from an article to the record with a human in between. It is there only for those who may edit."""

import streamlit as st

from dashboard.ui import cached, editing, inbox_add, inbox_coding, inbox_decide, inbox_desk, inbox_queue, picks

VIEWS = {"review": "Review", "add": "Add", "decided": "Decided", "code": "Second coder"}

if not editing.allowed():
    st.stop()

record = cached.record()
inbox = inbox_desk.open_inbox(record)

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
    st.title("Inbox", anchor=False, width="content")
    with st.container(horizontal=True, width="content", vertical_alignment="center"):
        inbox_decide.undo_button(inbox)
        view = picks.one("View", "desk", VIEWS)
inbox_desk.show_said()
inbox_desk.keep_open()  # also what was typed just before another view was picked

with st.sidebar:
    inbox_desk.name_field()

with inbox_desk.readable():
    if view == "add":
        inbox_add.draw(record, inbox)
    elif view == "decided":
        inbox_decide.log(record, inbox)
    elif view == "code":
        inbox_coding.draw(record, inbox)
    else:
        waiting = inbox_queue.draw(record, inbox)
        if waiting:
            inbox_decide.draw(record, inbox, waiting, inbox_desk.current(waiting))

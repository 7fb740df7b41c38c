"""Page: how the record was made, how positions are derived, how good the parser is, and what is not known."""

import streamlit as st

from dashboard.ui import cached, method, parts
from dashboard.ui.plain import plain

CODEBOOK, COVERAGE, VERSIONS, CITE, REPORT = "Codebook", "Coverage", "Versions", "How to cite", "Report an error"

asked = st.session_state["asked"]
record = cached.record()
texts = method.sections("method.md")
titles = [title for title in texts if title]

parts.header(record, asked, "Method", f"Version **{plain(record.edition.version)}** of the record", limited=False)
st.markdown(texts[""])
method.contents([CODEBOOK, COVERAGE, *titles, VERSIONS, CITE, REPORT])

st.header(CODEBOOK, anchor=method.anchor(CODEBOOK))
method.codebook(record, asked)

st.header(COVERAGE, anchor=method.anchor(COVERAGE))
st.markdown(method.covered(record, asked.selection))
method.coverage(record, asked)

for title in titles:
    method.section(record, title, texts[title])

st.header(VERSIONS, anchor=method.anchor(VERSIONS))
for version, text in method.sections("changelog.md").items():
    if version:
        st.markdown(f"**{version}**")
        st.markdown(text.partition("<!--")[0])

st.header(CITE, anchor=method.anchor(CITE))
method.cite(record)

st.header(REPORT, anchor=method.anchor(REPORT))
method.report(record)

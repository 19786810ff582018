"""A Bulletin comes in, one offline HTML file goes out: no script, no request, charts as SVG."""

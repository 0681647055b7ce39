# group: start
# what: hoop -c pass
# code: pass
# milliseconds: 4
pass

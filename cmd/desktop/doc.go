//go:build !js

// Command desktop is the native window: stage, controls, inspector and
// terminals of a cluster, without a browser.
//
//	raftarium-desktop --nodes 3 --theme dark
//	raftarium-desktop 'https://…#LINK'
//	raftarium-desktop lesson=an-election
//	raftarium-desktop mine.md
//	raftarium-desktop lesson=https://example.org/mine.md
//	raftarium-desktop http://localhost:8080
//
// The last follows a cluster at real ports, which `raftarium serve --endpoints` runs
// and whose page is at that address: it is shown as it runs, what is done here is
// done there, and who pauses, rewinds or branches off is on their own until End. It
// goes on when the window is closed, which keeps nothing of it: what was kept before
// stays kept. The link of a moment in such a page opens that moment, from which End
// leads to the cluster.
//
// Where nothing else is asked for the desktop's settings hold: its language, its theme
// until the window has been given one, and whether as little as possible is to move.
//
// With a share link, or a file that holds one, it opens at the moment that the link
// leads to; without anything where it was closed, which it keeps with its settings
// and what was read in raftarium/ of the user's configuration folder. What is
// damaged there is told of, set aside and passed over. Pictures, films, the trace and
// what is to be printed, a PDF, are files in the folder that --out names. On Linux
// it needs no C compiler to be built, and X11 or Wayland with OpenGL to run.
package main

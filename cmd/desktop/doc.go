//go:build !js

// Command desktop is the native window: stage, controls, inspector and
// terminals of a cluster, without a browser.
//
//	raftarium-desktop --nodes 3 --theme dark
//	raftarium-desktop 'https://…#LINK'
//
// With a share link it opens at the moment that the link leads to. On Linux
// it needs no C compiler to be built, and X11 or Wayland with OpenGL to run.
package main

package main

// need is something that tests need from the system.
type need struct {
	why      string
	packages []string // of Debian
	program  string   // what the tests start, or "" when they only link
	usable   string   // arguments with which a program got elsewhere proves that it will do, or "" when dpkg alone decides
	answer   string   // what it then answers: a regular expression
}

// needs is all of it. A package's name here has been seen to install on
// Debian 12.
var needs = []need{
	{
		why:      "the WebAssembly tests run in Node, from 18 on",
		packages: []string{"nodejs"},
		program:  "node", usable: "--version", answer: `^v(1[89]|[2-9]\d)\.`,
	},
	{
		why:      "the browser tests drive the page in Chromium",
		packages: []string{"chromium"},
		program:  "chromium",
	},
	{
		why:      "the screenshots show English and Chinese",
		packages: []string{"fonts-noto-core", "fonts-noto-cjk"},
	},
	{
		why:      "the window tests open a window on a display that nobody sees",
		packages: []string{"xvfb", "xauth"},
		program:  "xvfb-run",
	},
	{
		why: "the window draws with OpenGL and X",
		packages: []string{
			"libgl1-mesa-dri", "libgl1", "libegl1", "libgles2", "libx11-6", "libxcursor1",
			"libxext6", "libxi6", "libxinerama1", "libxrandr2", "libxrender1",
		},
	},
	{
		why:      "the answers of commands are compared with the real etcd's",
		packages: []string{"etcd-server", "etcd-client"},
		program:  "etcdctl",
	},
	{
		why:      "the real etcd gets a network of its own, in which the tutorial's ports are free",
		packages: []string{"iproute2", "util-linux"},
	},
	{
		why:      "the answers over HTTP are compared as curl prints them",
		packages: []string{"curl"},
		program:  "curl",
	},
}

// Command raftarium is Raftarium without a screen, in one binary without cgo.
//
//	raftarium serve --open    # the page, in the browser
//	raftarium check           # a sweep over worlds full of faults
//	raftarium help            # all subcommands
//
// Each subcommand has a file of its own and a line in the table of
// commands.go. It gets its streams and arguments and returns its exit code: 0
// when it did what was asked, 1 when that failed, 2 when the command line was
// not understood.
package main

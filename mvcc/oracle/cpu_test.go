//go:build unix

package oracle

import "syscall"

// cpu returns the processor time that this process has used, in nanoseconds.
// Unlike the time on the wall it does not grow with what others do.
func cpu() int64 {
	var u syscall.Rusage
	must(syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return u.Utime.Nano() + u.Stime.Nano()
}

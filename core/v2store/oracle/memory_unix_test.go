//go:build unix

package oracle

import "syscall"

// inMemory is a folder that no disk is behind, or "" where there is none with room
// for three logs: etcd waits for its disk with every write, which on a machine that
// compiles beside takes longer than some requests may.
func inMemory() string {
	const folder, room = "/dev/shm", 2 << 30
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil || uint64(s.Bavail)*uint64(s.Bsize) < room {
		return ""
	}
	return folder
}

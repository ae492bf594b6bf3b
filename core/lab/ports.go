package lab

import (
	"net/url"
	"strconv"

	"raftarium/core/shell"
	"raftarium/core/sim"
)

// firstMemberPID is the process ID of the member in the world's place 0.
const firstMemberPID = 1000

// Listeners implements shell.Host: every member that is up listens for its
// peers and for clients.
func (host) Listeners(w *sim.World) (all []shell.Listener) {
	for n, m := range Members(w) {
		if !w.Up(n) {
			continue
		}
		self := m.Self()
		for _, urls := range [][]string{self.PeerURLs, self.ClientURLs} {
			for _, text := range urls {
				u, err := url.Parse(text)
				if err != nil {
					continue
				}
				port, err := strconv.Atoi(u.Port())
				if err != nil {
					continue
				}
				name := u.Hostname()
				if name == "127.0.0.1" {
					name = "localhost"
				}
				all = append(all, shell.Listener{Node: n, PID: firstMemberPID + int(n), Command: "etcd", Address: name, Port: port})
			}
		}
	}
	return all
}

// Epoch implements shell.Host.
func (host) Epoch(w *sim.World) int64 {
	for _, m := range Members(w) {
		return m.Config().Epoch
	}
	return DefaultEpoch
}

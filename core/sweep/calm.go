package sweep

import (
	"fmt"
	"slices"

	"raftarium/core/lab"
	"raftarium/core/raft"
	"raftarium/core/sim"
)

// What a healed network owes: a leader within ten election timeouts, and an
// answer to whoever asks. A member that lost the entry with its own name to the
// chaos publishes it anew after the 7 s of a request, and answers nobody before:
// that is what is given on top.
const (
	leaderWithin = 10 // election timeouts
	setupWithin  = 8 * sim.Second
	attempts     = 6 // of a client, before it is said to have no answer
)

// heal undoes every fault.
func (s *storm) heal() {
	w := s.play.World()
	s.operate("heal")
	base, disk := s.mixture.base, s.mixture.disk
	if s.members() > 1 {
		s.operate(fmt.Sprintf("link all latency=%s jitter=%s loss=0%% dup=0%% reorder=0%%", milliseconds(base.Latency), milliseconds(base.Jitter)))
	}
	s.operate(fmt.Sprintf("disk all latency=%s jitter=%s lose-unsynced=on tear=off", milliseconds(disk.Latency), milliseconds(disk.Jitter)))
	s.operate("clock all rate=1")
	for n := range w.Servers {
		if w.Paused(n) {
			s.operate(fmt.Sprintf("resume %d", n))
		}
		if !w.Up(n) && starts(w, n) {
			s.operate(fmt.Sprintf("restart %d", n))
		}
	}
	s.retire()
}

// calm heals the world and sees whether it lives: whether somebody leads,
// clients are answered, and what they then read is what they wrote. It reports
// false as soon as a safety property is violated, and what is owed otherwise.
func (s *storm) calm() (owed string, ok bool) {
	s.heal()
	w := s.play.World()
	if !s.run(w.Now()+s.election()/8) || !s.restartLate() {
		return "", false
	}
	for end := w.Now() + leaderWithin*s.election(); !led(w); {
		if w.Now() >= end {
			return "nobody leads ten election timeouts after all was healed", true
		}
		if !s.goOn() {
			return "", false
		}
	}
	for i := range s.clients {
		if owed, ok := s.insist(&s.clients[i], i, fmt.Sprintf("put calm %s", s.clients[i].name)); owed != "" || !ok {
			return owed, ok
		}
	}
	for key := range s.mixture.Keys {
		c := &s.clients[key%len(s.clients)]
		if owed, ok := s.insist(c, key, fmt.Sprintf("get k%d", key+1)); owed != "" || !ok {
			return owed, ok
		}
	}
	return "", true
}

// restartLate restarts the members whose disks are late by more than an
// election timeout: a disk that was slow has still to write, one after the
// other, what came in the meantime, and a network that is healed does not help
// with that.
func (s *storm) restartLate() bool {
	w := s.play.World()
	for n := range w.Servers {
		if !w.Up(n) || w.DiskBusyUntil(n) <= w.Now()+s.election() {
			continue
		}
		s.operate(fmt.Sprintf("crash %d", n))
		if starts(w, n) {
			s.operate(fmt.Sprintf("restart %d", n))
		}
	}
	return s.run(w.Now())
}

// goOn lets the world go on for a while, and has only members run.
func (s *storm) goOn() bool {
	if !s.run(s.play.World().Now() + s.election()/8) {
		return false
	}
	s.retire()
	return true
}

// upAfter returns the i-th of the voters that run, counted round and round.
func (s *storm) upAfter(i int) sim.Node {
	w, config := s.play.World(), s.newest().Raft().Membership()
	var up []sim.Node
	for n, m := range lab.Members(w) {
		if w.Up(n) && slices.Contains(config.Voters, idOf(m)) {
			up = append(up, n)
		}
	}
	if len(up) == 0 {
		return 1
	}
	return up[i%len(up)]
}

// led reports whether a leader is followed by a quorum and has committed an
// entry of its term.
func led(w *sim.World) bool {
	for _, m := range lab.Members(w) {
		s := m.Raft()
		if s == nil || s.Role() != raft.Leader || s.Log().Term(s.Commit()) != s.Term() {
			continue
		}
		following, config := 0, s.Membership()
		for _, other := range lab.Members(w) {
			if o := other.Raft(); o != nil && o.Leader() == s.ID() && o.Term() == s.Term() && slices.Contains(config.Voters, o.ID()) {
				following++
			}
		}
		if following >= s.Quorum() && len(config.Old) == 0 {
			return true
		}
	}
	return false
}

// insist has a client ask the i-th member that runs until it gets an answer.
// What it says is owed is empty if it does in time.
func (s *storm) insist(c *client, i int, request string) (owed string, ok bool) {
	w, n := s.play.World(), sim.Nobody
	end := w.Now() + leaderWithin*s.election() + setupWithin
	for range attempts {
		n = s.upAfter(i)
		for s.busy(c) {
			if w.Now() >= end {
				return fmt.Sprintf("terminal %s waits for an answer", c.name), true
			}
			if !s.goOn() {
				return "", false
			}
		}
		t, _ := lab.TerminalAt(w, c.node)
		ended := t.Ended()
		s.enter(w.Now()+pace, c.name, fmt.Sprintf("etcdctl --endpoints=%s %s", endpoint(n), request))
		for s.busy(c) {
			if w.Now() >= end {
				return fmt.Sprintf("terminal %s gets no answer to %s from member %d", c.name, request, n), true
			}
			if !s.goOn() {
				return "", false
			}
		}
		if t.Ended() > ended && t.Result().Code == 0 {
			return "", true
		}
		if !s.goOn() { // a member that has just become a voter may not know it yet
			return "", false
		}
	}
	t, _ := lab.TerminalAt(w, c.node)
	return fmt.Sprintf("terminal %s gets nothing but errors to %s from member %d, the last: %s", c.name, request, n, t.Result().Stderr), true
}

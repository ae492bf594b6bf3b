package raft_test

import (
	"fmt"

	"raftarium/core/raft"
)

// checker watches a cluster from outside for the properties of Figure 3, for
// promises kept too early, for proposals applied twice and for stale reads. It
// knows what each means, and nothing of how the algorithm brings it about.
type checker struct {
	violations map[string]string // by property, the first of each
	leaders    map[raft.Term]raft.ID
	entries    map[place]identity
	committed  []commitment
	applied    []raft.Entry                // by index, what any server has applied
	where      map[raft.Payload]raft.Index // a payload was applied
	asked      map[uint64]raft.Index       // what was committed when a read was asked
	answered   int
	snapshots  map[raft.Payload]raft.Index // what is in each
	highest    raft.Index
}

// place is an entry's index and term, which name it once and for all by the
// Log Matching Property.
type place struct {
	index raft.Index
	term  raft.Term
}

// identity is an entry with the term of the one before it. If equal places
// always have equal identities, then by induction the logs are identical up to
// each of them.
type identity struct {
	entry raft.Entry
	prev  raft.Term
}

// commitment is an entry that someone has taken for committed, and in which
// term that was.
type commitment struct {
	entry raft.Entry
	term  raft.Term
}

// seen is how a server looked after its last step.
type seen struct {
	role    raft.Role
	term    raft.Term
	last    raft.Index
	applied raft.Index
	commit  raft.Index
}

func newChecker() *checker {
	return &checker{violations: map[string]string{}, leaders: map[raft.Term]raft.ID{}, entries: map[place]identity{},
		where: map[raft.Payload]raft.Index{}, asked: map[uint64]raft.Index{}, snapshots: map[raft.Payload]raft.Index{}}
}

func (c *checker) violated(property, format string, args ...any) {
	if c.violations[property] == "" {
		c.violations[property] = fmt.Sprintf(format, args...)
	}
}

// becomes checks Election Safety, "at most one leader can be elected in a given
// term", and Leader Completeness, "if a log entry is committed in a given term,
// then that entry will be present in the logs of the leaders for all
// higher-numbered terms".
func (c *checker) becomes(s *node, role raft.Role, term raft.Term) {
	if role != raft.Leader {
		return
	}
	if other, taken := c.leaders[term]; taken && other != s.config.ID {
		c.violated("election-safety", "%d and %d both lead term %d", other, s.config.ID, term)
	}
	c.leaders[term] = s.config.ID
	for i, committed := range c.committed {
		if raft.Index(i+1) < s.server.Log().First() {
			continue // a snapshot stands for it
		}
		if e, _ := s.server.Log().At(raft.Index(i + 1)); committed.term < term && e != committed.entry {
			c.violated("leader-completeness", "%d leads term %d and has %+v at %d where %+v was committed in term %d",
				s.config.ID, term, e, i+1, committed.entry, committed.term)
		}
	}
}

// writes checks Log Matching, "if two logs contain an entry with the same index
// and term, then the logs are identical in all entries up through the given
// index", and Leader Append-Only, "a leader never overwrites or deletes entries
// in its log".
func (c *checker) writes(s *node, w raft.Write) {
	log := s.server.Log()
	if w.From == 0 {
		return
	}
	if s.before.role == raft.Leader && s.server.Role() == raft.Leader && s.before.term == s.server.Term() && w.From <= s.before.last {
		c.violated("leader-append-only", "%d overwrites %d as leader", s.config.ID, w.From)
	}
	for i := w.From; i <= log.Last(); i++ {
		e, _ := log.At(i)
		is := identity{entry: e, prev: log.Term(i - 1)}
		if was, known := c.entries[place{i, e.Term}]; known && was != is {
			c.violated("log-matching", "%d has %+v at %d, another had %+v", s.config.ID, is, i, was)
		}
		c.entries[place{i, e.Term}] = is
	}
}

func (c *checker) commits(s *node, upTo raft.Index) {
	c.highest = max(c.highest, upTo)
	for i := raft.Index(len(c.committed)) + 1; i <= upTo; i++ {
		e, _ := s.server.Log().At(i)
		c.committed = append(c.committed, commitment{entry: e, term: s.server.Term()})
	}
}

// applies checks State Machine Safety, "if a server has applied a log entry at a
// given index to its state machine, no other server will ever apply a different
// log entry for the same index", and that a proposal is applied once.
func (c *checker) applies(s *node, after, upTo raft.Index) {
	if after != s.before.applied && s.before.applied != 0 && after < s.before.applied {
		c.violated("state-machine-safety", "%d applies %d again", s.config.ID, after+1)
	}
	if after != s.machine {
		c.violated("state-machine-safety", "%d applies %d on a state that has applied %d", s.config.ID, after+1, s.machine)
	}
	s.machine = upTo
	for i := after + 1; i <= upTo; i++ {
		e, there := s.server.Log().At(i)
		switch {
		case !there:
			c.violated("missing-entry", "%d applies %d, which it does not have", s.config.ID, i)
			continue
		case int(i) <= len(c.applied):
			if was := c.applied[i-1]; was != e {
				c.violated("state-machine-safety", "%d applies %+v at %d where %+v was applied", s.config.ID, e, i, was)
			}
			continue
		case int(i) > len(c.applied)+1:
			c.violated("state-machine-safety", "%d applies %d before anyone applied %d", s.config.ID, i, len(c.applied)+1)
			continue
		}
		c.applied = append(c.applied, e)
		if e.Kind != raft.NoOp && e.Kind != raft.LeaveJoint {
			if at, twice := c.where[e.Payload]; twice {
				c.violated("once", "payload %d is applied at %d and at %d", e.Payload, at, i)
			}
			c.where[e.Payload] = i
		}
	}
}

// restores checks that a snapshot stands for what it says, and takes no state
// back.
func (c *checker) restores(s *node, snap raft.Snapshot) {
	if in := c.snapshots[snap.Payload]; in != snap.Index || snap.Index < s.machine {
		c.violated("state-machine-safety", "%d with %d applied restores a snapshot of %d for %d", s.config.ID, s.machine, in, snap.Index)
	}
	s.machine = snap.Index
}

// sends checks that nothing is promised before it is durable.
func (c *checker) sends(s *node, to raft.ID, m raft.Message) {
	disk := &s.stored
	early := func(what string) {
		c.violated("promise", "%d tells %d %s: %+v, and its disk has term %d, vote %d and %d entries",
			s.config.ID, to, what, m, disk.Term, disk.Vote, disk.Log.Last())
	}
	switch m := m.(type) {
	case raft.RequestVote:
		if disk.Term < m.Term || disk.Term == m.Term && disk.Vote != m.From {
			early("its candidacy")
		}
	case raft.VoteReply:
		if disk.Term < m.Term || m.Granted && disk.Term == m.Term && disk.Vote != to {
			early("its vote")
		}
	case raft.AppendAccepted:
		if disk.Term < m.Term {
			early("its term")
		}
		if disk.Term > m.Term || m.Match == 0 {
			break
		}
		leader := s.net.node(to).server
		if disk.Log.Last() < m.Match || m.Match+1 >= disk.Log.First() && leader != nil && m.Match+1 >= leader.Log().First() && leader.Role() == raft.Leader && leader.Term() == m.Term &&
			leader.Log().Term(m.Match) != disk.Log.Term(m.Match) {
			early("that it has entries")
		}
	case raft.AppendRefused:
		if disk.Term < m.Term {
			early("its term")
		}
	}
}

// readAsked and readAnswered check that reads are linearizable: one sees all
// that anyone knew to be committed when it was asked.
func (c *checker) readAsked(seq uint64) { c.asked[seq] = c.highest }

func (c *checker) readAnswered(seq uint64, index raft.Index) {
	c.answered++
	if asked := c.asked[seq]; index < asked {
		c.violated("linearizability", "read %d is answered from %d, and %d was committed before it", seq, index, asked)
	}
}

// looks checks after each step what must hold between steps.
func (c *checker) looks(s *node) {
	v := s.server
	now := seen{role: v.Role(), term: v.Term(), last: v.Log().Last(), applied: v.Applied(), commit: v.Commit()}
	if now.term < s.before.term || now.commit < s.before.commit || now.applied < s.before.applied || now.applied > now.commit {
		c.violated("monotonic", "%d went from %+v to %+v", s.config.ID, s.before, now)
	}
	s.before = now
}

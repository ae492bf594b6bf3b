package oracle

import (
	"fmt"
	"slices"
	"strings"
)

// kind is what a message or an event is, in words that both understand.
type kind string

const (
	campaign       kind = "campaign" // the election timer has run out
	beat           kind = "beat"     // the heartbeat timer has run out
	propose        kind = "propose"
	read           kind = "read"
	transfer       kind = "transfer"
	requestVote    kind = "request-vote"
	voteReply      kind = "vote-reply"
	preVote        kind = "pre-vote"
	preVoteReply   kind = "pre-vote-reply"
	appendEntries  kind = "append"
	accepted       kind = "accepted"
	refused        kind = "refused"
	heartbeat      kind = "heartbeat"
	heartbeatReply kind = "heartbeat-reply"
	snapshot       kind = "snapshot"
	timeoutNow     kind = "timeout-now"
	forward        kind = "forward"
	readRequest    kind = "read-request"
	readReply      kind = "read-reply"
	ready          kind = "ready"   // a read may be answered
	dropped        kind = "dropped" // a proposal goes nowhere
	readDropped    kind = "read-dropped"
)

// entry is an entry of the log. A payload of 0 is a leader's first of its term.
type entry struct{ term, payload uint64 }

// message is what a server is told, or says, in a form that both have.
type message struct {
	kind     kind
	from, to uint64
	term     uint64 // the sender's; of a pre-vote, the one that it would stand in
	// index and logTerm are an entry: a candidate's last, the one before an
	// append's, the last that a snapshot stands for, the one that was accepted or
	// refused. For a read it is the index to read from.
	index, logTerm uint64
	commit         uint64
	entries        []entry
	yes            bool // a vote is granted
	transfer       bool // the leader wishes the election
	payload        uint64
	// asked is, in the answer to a pre-vote, the term that it asked for.
	asked uint64
	// newest says that an answer is to the newest round of heartbeats.
	newest bool
	// native is a refusal as each of the two would say it, whose hints differ.
	native [2]any
}

// String tells a message, for people and for comparison.
func (m message) String() string {
	var b strings.Builder
	b.WriteString(string(m.kind))
	say := func(format string, args ...any) { fmt.Fprintf(&b, " "+format, args...) }
	if m.from != 0 {
		say("from %d", m.from)
	}
	if m.to != 0 {
		say("to %d", m.to)
	}
	if m.term != 0 {
		say("in term %d", m.term)
	}
	switch m.kind {
	case requestVote, preVote, snapshot:
		say("of %d/%d", m.index, m.logTerm)
	case appendEntries:
		say("after %d/%d %v commit %d", m.index, m.logTerm, m.entries, m.commit)
	case heartbeat:
		say("commit %d", m.commit)
	case accepted, refused, ready, readReply:
		say("%d", m.index)
	case voteReply, preVoteReply:
		say("%v", m.yes)
	}
	if m.transfer {
		say("wished by the leader")
	}
	if m.payload != 0 {
		say("payload %d", m.payload)
	}
	return b.String()
}

// state is what a server has on disk, and what it knows.
type state struct {
	// On disk.
	term, vote  uint64
	first, last uint64
	log         []entry // from first on
	// In memory.
	role            string
	leader          uint64
	commit, applied uint64
	peers           []progress // a leader's
	handsTo         uint64     // to whom a leader hands over
}

// progress is what a leader knows of a follower.
type progress struct {
	id          uint64
	phase       string // probe, replicate or snapshot
	next, match uint64 // next only where it is probed or replicated
}

// termAt returns the term of an entry, 0 if it is not there.
func (s *state) termAt(i uint64) uint64 {
	if i < s.first || i > s.last {
		return 0
	}
	return s.log[i-s.first].term
}

func (s *state) lastTerm(before uint64) uint64 {
	if len(s.log) == 0 {
		return before
	}
	return s.log[len(s.log)-1].term
}

func (s state) String() string {
	told := fmt.Sprintf("%s in term %d, vote %d, leader %d, log %d-%d %v, commit %d, applied %d",
		s.role, s.term, s.vote, s.leader, s.first, s.last, s.log, s.commit, s.applied)
	if len(s.peers) > 0 {
		told += fmt.Sprintf(", knows of others %v", s.peers)
	}
	if s.handsTo != 0 {
		told += fmt.Sprintf(", hands over to %d", s.handsTo)
	}
	return told
}

// outcome is what came of a message: the state afterwards, and what was said.
type outcome struct {
	state
	said []message
}

func (o outcome) String() string {
	lines := []string{o.state.String()}
	for _, m := range o.said {
		lines = append(lines, "  "+m.String())
	}
	// In what order different servers are told is nobody's business.
	slices.Sort(lines[1:])
	return strings.Join(lines, "\n")
}

func (o *outcome) copy() outcome {
	c := *o
	c.said = slices.Clone(o.said)
	c.log = slices.Clone(o.log)
	c.peers = slices.Clone(o.peers)
	return c
}

// options are the extensions under which the two are compared.
type options struct{ preVote, checkQuorum bool }

// stored is what both find on their disks when they start.
type stored struct {
	servers      uint64
	options      options
	term, vote   uint64
	snapshot     uint64 // the index of one; 0 is none
	snapshotTerm uint64
	log          []entry // after the snapshot
	commit       uint64
}

// server is one of the two.
type server interface {
	give(m message)
	// outcome returns the state, and what was said since it was asked last.
	outcome() outcome
}

// self is the server that is compared.
const self = 1

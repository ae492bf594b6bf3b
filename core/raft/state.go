package raft

import "slices"

// ID names a server. 0 is none.
type ID uint64

// None is no server.
const None ID = 0

// Term is a term, §5.1. Terms begin with 1; 0 is before the first.
type Term uint64

// Index is a place in the log, from 1; 0 is before the first.
type Index uint64

// Time is a moment or a span, in nanoseconds of the owner's virtual time.
type Time int64

// Payload names what an entry carries, in a form that only the owner knows.
type Payload uint64

// Role is what a server is at present, §5.1.
type Role uint8

const (
	Follower     Role = iota
	PreCandidate      // asks whether it would be elected, §9.6
	Candidate
	Leader
)

var roleNames = [...]string{Follower: "follower", PreCandidate: "pre-candidate", Candidate: "candidate", Leader: "leader"}

// String returns the role in kebab-case.
func (r Role) String() string { return roleNames[r] }

// Timeouts are the times that a server waits, §5.2 and §9.3.
type Timeouts struct {
	Heartbeat Time // between a leader's messages to each follower
	// A follower that hears nothing for a time between these two becomes a
	// candidate. The time is drawn anew for every state that it enters.
	ElectionMin, ElectionMax Time
}

const millisecond = Time(1_000_000)

// Paper is the paper's choice, §9.3: elections after 150 to 300 ms.
var Paper = Timeouts{Heartbeat: 50 * millisecond, ElectionMin: 150 * millisecond, ElectionMax: 300 * millisecond}

// Etcd is etcd's default: heartbeats of 100 ms, elections after 1 to 2 s.
var Etcd = Timeouts{Heartbeat: 100 * millisecond, ElectionMin: 1000 * millisecond, ElectionMax: 2000 * millisecond}

// Config is what a server is told at its start.
type Config struct {
	ID ID
	// Peers are the voters of the cluster's first configuration, in one order
	// everywhere. A server that joins later is not among them.
	Peers    []ID
	Timeouts Timeouts
	Rules    Rules
	Options  Options
	// Boot is greater at each start of the server than all times that it has
	// seen before, though its clock may have been set back since. The time of
	// the start does where clocks only go forward.
	Boot Time
	// Seed is the server's own: servers with equal seeds would tie their
	// elections forever.
	Seed uint64
}

// Stored is what a server finds on its disk, Figure 2: "persistent state".
type Stored struct {
	Term Term
	Vote ID
	Log  Log
	// Commit is a lower bound of what was committed. Figure 2 has it volatile;
	// written along with the rest, as etcd does, it costs nothing and spares a
	// restarted server to learn it again.
	Commit Index
	// Snapshot stands for the entries before the log's first, and perhaps some
	// more.
	Snapshot Snapshot
}

// Clone returns a copy that goes on from here independently.
func (s *Stored) Clone() Stored {
	c := *s
	c.Log = s.Log.Clone()
	return c
}

// Progress is what a leader knows of one server, Figure 2: "volatile state on
// leaders".
type Progress struct {
	ID ID
	// Voter says that it is one of the voters, and Outgoing that it is one of
	// those before a change by joint consensus. Who is neither is a learner.
	Voter, Outgoing bool
	Next            Index // the next entry to send
	Match           Index // the highest entry known to be the same there
	State           ProgressState
	Round           uint64 // the newest round of messages that it has answered
	Heard           Time   // when it was heard last
	// Answered is when it last answered this leader in its term, at first when
	// the leader was elected.
	Answered Time
	// Snapshot is what is being sent because the log lacks what comes next; of
	// Index 0 if nothing is. Offset is how many of its bytes have arrived.
	Snapshot Snapshot
	Offset   uint64
	inflight inflight
	told     Index // the highest entry that it was told to be committed, or will be when what was sent arrives
	voted    vote
	taken    window // which of its forwarded proposals this leader has taken
}

// vote is a peer's answer to a candidate.
type vote uint8

const (
	noAnswer vote = iota
	granted
	refused
)

// Server is one server, Figure 2: "State".
type Server struct {
	id       ID
	rules    Rules
	timeouts Timeouts
	options  Options
	random   uint64

	// Persistent state, Figure 2. What of it is durable is in disk.
	term Term
	vote ID
	log  Log
	disk disk

	// Volatile state, Figure 2.
	role    Role
	leader  ID // the leader of this term, as far as known
	commit  Index
	applied Index

	timeout  Time // drawn once for each state
	deadline Time // of the election timer
	since    Time // when the role was taken
	quiet    Time // until when a leader is taken to be alive, §4.2.3

	peers []Progress // in the order of Config.Peers, this server included
	reads reads
	lease lease
	said  said

	uncommitted uint64 // bytes that a leader has taken and not committed

	snapshots snapshots
	configs   []configuration // with Options.Membership: what was applied last, and what came after it
	departed  []departure     // since this leader was elected
	voters    int             // among the peers
	outgoing  int
	now       Time // of the event that is handled
	near      int  // the peer that was looked up last

	transfer  transfer
	forwarded uint64 // the newest Seq of a Forward
}

// New returns a server that goes on from what its disk has. It does nothing
// before Start. The owner may go on applying this server's writes to what it
// handed over, and must not tell the server of writes of an earlier life.
func New(c Config, stored Stored) *Server {
	s := &Server{id: c.ID, rules: c.Rules, timeouts: c.Timeouts, options: c.Options, random: c.Seed,
		forwarded: uint64(c.Boot), term: stored.Term, vote: stored.Vote, log: stored.Log.Clone(), commit: min(stored.Commit, stored.Log.Last())}
	s.log.install(stored.Snapshot)
	s.commit = max(s.commit, stored.Snapshot.Index)
	s.snapshots = snapshots{newest: stored.Snapshot, durable: stored.Snapshot.Index}
	s.disk = disk{term: s.term, vote: s.vote, index: s.log.Last()}
	s.peers = make([]Progress, len(c.Peers), len(c.Peers)+1)
	for i, id := range c.Peers {
		s.peers[i].ID, s.peers[i].Voter = id, true
	}
	if c.Options.Membership && s.peer(s.id) == nil {
		s.peers = append(s.peers, Progress{ID: s.id})
	}
	s.countVoters()
	return s
}

// Start makes the server a follower, §5.2: "When servers start up, they begin
// as followers", and applies again what is known to be committed.
func (s *Server) Start(now Time, out Effects) {
	s.forwarded = max(s.forwarded, uint64(now))
	s.waitAfterStart(now)
	s.now = now
	s.beginMembership(out)
	s.becomeFollower(now, None, Started{}, out)
	s.apply(out)
}

// Clone returns a server that goes on from here independently.
func (s *Server) Clone() *Server {
	c := *s
	c.log = s.log.Clone()
	c.disk = s.disk.clone()
	c.peers = slices.Clone(s.peers)
	for i := range c.peers {
		c.peers[i].inflight = s.peers[i].inflight.clone()
	}
	c.said.forget()
	c.reads = s.reads.clone()
	c.lease = s.lease.clone()
	c.configs = slices.Clone(s.configs)
	c.departed = slices.Clone(s.departed)
	return &c
}

// ID returns the server's own name.
func (s *Server) ID() ID { return s.id }

// Role returns what the server is at present.
func (s *Server) Role() Role { return s.role }

// Since returns when the server took its role.
func (s *Server) Since() Time { return s.since }

// Term returns the current term.
func (s *Server) Term() Term { return s.term }

// Vote returns for whom the server voted in this term, or None.
func (s *Server) Vote() ID { return s.vote }

// Leader returns the leader of this term as far as the server knows, or None.
func (s *Server) Leader() ID { return s.leader }

// Commit returns the highest index known to be committed.
func (s *Server) Commit() Index { return s.commit }

// Applied returns the highest index handed over to be applied.
func (s *Server) Applied() Index { return s.applied }

// Durable returns the highest index up to which the log is on disk.
func (s *Server) Durable() Index { return s.disk.index }

// Log returns the log, to be read until the next Step.
func (s *Server) Log() *Log { return &s.log }

// Peers returns what a leader knows of each server, itself included, to be
// read until the next Step. On others it says who they are and how they voted.
func (s *Server) Peers() []Progress { return s.peers }

// Deadline returns when the election timer runs out, and what it was set to.
// A leader has none, and gets 0.
func (s *Server) Deadline() (at, timeout Time) {
	if s.role == Leader {
		return 0, 0
	}
	return s.deadline, s.timeout
}

// Votes calls yield for each server with whether it granted and whether it
// refused this candidate its vote.
func (s *Server) Votes(yield func(id ID, yes, no bool) bool) {
	for _, p := range s.peers {
		if !yield(p.ID, p.voted == granted, p.voted == refused) {
			return
		}
	}
}

// Rules returns which rules are on.
func (s *Server) Rules() Rules { return s.rules }

// SetRules switches rules, from the next event on.
func (s *Server) SetRules(r Rules) { s.rules = r }

// Quorum returns how many servers must agree: more than half (§5.2), unless
// that rule is off.
func (s *Server) Quorum() int {
	return s.majority(s.voters)
}

// OutgoingQuorum returns how many of the voters before must agree as well while
// the cluster changes by joint consensus, §6; 0 if it does not.
func (s *Server) OutgoingQuorum() int {
	if s.outgoing == 0 {
		return 0
	}
	return s.majority(s.outgoing)
}

// peer returns what is known of a server, or nil for one outside the cluster.
func (s *Server) peer(id ID) *Progress {
	// Mostly it is the same as before, or the next.
	for i := s.near; i < len(s.peers) && i < s.near+2; i++ {
		if s.peers[i].ID == id {
			s.near = i
			return &s.peers[i]
		}
	}
	for i := range s.peers {
		if s.peers[i].ID == id {
			s.near = i
			return &s.peers[i]
		}
	}
	return nil
}

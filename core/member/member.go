package member

import (
	"raftarium/core/api"
	"raftarium/core/raft"
	"raftarium/core/v2store"
	"raftarium/mvcc"
	"raftarium/mvcc/lease"
)

const (
	// RequestTimeout is how long a member tries to answer: etcd's 5 s and
	// twice its default election timeout.
	RequestTimeout = 7 * second
	// HealthTimeout is how long /health waits for its read.
	HealthTimeout = 1 * second
	// SyncInterval is how often a leader lets expired v2 keys go.
	SyncInterval = second / 2
	// readRetry is how long a read waits for its index before it asks again.
	readRetry = second / 2

	second      = raft.Time(1_000_000_000)
	millisecond = second / 1000

	// RequestBytesMax bounds a proposal, as etcd's --max-request-bytes.
	RequestBytesMax = 3 << 19
)

// Versions that this member claims to be: those of the tutorial.
const (
	ServerVersion  = "3.4.14"
	ClusterVersion = "3.4.0"
	// MinClusterVersion is the cluster's while a member cannot be asked for its own.
	MinClusterVersion = "3.0.0"
)

// Config is what a member is started with.
type Config struct {
	Self      api.Member   // with ID, name and URLs
	Initial   []api.Member // the initial cluster, this member included, by ID
	ClusterID uint64
	Timeouts  raft.Timeouts
	Rules     raft.Rules
	Options   raft.Options // the extensions of Raft that it uses
	Seed      uint64
	Epoch     int64 // the date of time 0, in nanoseconds since 1970
	// Bare leaves out what etcd does at its start: the member publishes
	// nothing, and answers at once.
	Bare bool
	// LeaseCheckpoints is the option of that name.
	LeaseCheckpoints bool
	// Joins says that the member was added to a cluster that exists, which Initial
	// tells of: it has nothing on its disk, and learns from the log that it is in.
	Joins bool
}

// Member is one member of a cluster.
type Member struct {
	config Config
	arena  *mvcc.Arena

	// What survives a crash.
	stored   raft.Stored
	journal  journal      // the records that what is stored was read from
	tail     []byte       // what a crash left of the record after them; never changed
	wiped    bool         // the disk was emptied
	failed   bool         // the last start did not succeed
	latest   raft.Time    // that the clock has shown
	unsynced []raft.Write // given to the disk, not known to be durable

	// What does not.
	server    *raft.Server
	kv        *mvcc.Store
	v2        *v2store.Store
	lessor    *lease.Lessor
	watchers  *mvcc.Watchers
	streams   []watchStream // of watches, in the order of their opening
	waits     []v2Wait      // for changes of the v2 store, by ID
	contests  []contest     // locks and elections that clients ask for
	tally     tally
	alarms    []api.AlarmMember // that stand, as applied, in their order; never changed in place
	allocated int               // records that the store has had room for since it was defragmented
	cluster   []api.Member      // as applied, by ID
	removed   []uint64          // who was a member once, as applied, by ID
	outgoing  []uint64          // who is removed as soon as joint consensus is left; never changed
	version   string            // of the cluster, as applied
	published bool              // the own name is applied: clients are answered
	setting   bool              // the leader has proposed the cluster's version
	syncing   bool              // the sync timer is set
	leaving   bool              // it was removed and will stop
	requests  requests

	revoking    []revoking // as the leader: leases whose end is proposed
	leaseTimer  raft.Time  // when the lease timer runs out, 0 if it does not
	pause       raft.Time  // until then no more leases are revoked, 0 if there are none to be
	progressing bool       // the progress timer is set
	// When the leader looks next what leases have left, 0 if it does not.
	checkpointAt raft.Time
	leaderless   raft.Time // since when no leader is known, 0 if one is

	// The event that is being handled, and what it brought about for Raft.
	now     raft.Time
	host    Host
	todo    []todo
	arrived []arrival // for contests
	buffer  []byte
	told    told
}

// todo is what is to happen to a member's server: a proposal, if there is no
// event.
type todo struct {
	event   raft.Event
	propose raft.Propose
}

// Bootstrap returns what a member of a new cluster has on disk at its first
// start: etcd begins the log with one committed configuration entry of term 1
// for each member (raft.StartNode). A bare cluster has an empty log.
func Bootstrap(c Config, arena *mvcc.Arena) raft.Stored {
	if c.Bare || c.Joins {
		return raft.Stored{}
	}
	entries := make([]raft.Entry, len(c.Initial))
	for i, m := range c.Initial {
		bytes := api.EncodeProposal(nil, api.Proposal{Kind: api.ProposeConfChange,
			ConfChange: &api.ConfChange{Kind: api.ConfAddMember, Member: api.Member{ID: m.ID, PeerURLs: m.PeerURLs}}})
		entries[i] = raft.Entry{Term: 1, Kind: raft.ConfigChange, Payload: raft.Payload(arena.Add(bytes)), Size: uint32(len(bytes))}
	}
	return raft.Stored{Term: 1, Log: raft.NewLog(entries...), Commit: raft.Index(len(entries))}
}

// New returns a member that has the given on its disk. It does nothing before
// Start. The arena is shared with the other members.
func New(c Config, stored raft.Stored, arena *mvcc.Arena) *Member {
	return &Member{config: c, stored: stored, journal: newJournal(&stored), arena: arena}
}

// Start starts the member with what it has on its disk. The error, a Failure,
// says why it cannot start: it is down then, and has told so by a Note.
func (m *Member) Start(now raft.Time, host Host) error {
	m.begin(now, host)
	if err := m.open(); err != nil {
		m.host = nil
		return err
	}
	var peers []raft.ID
	for _, p := range m.config.Initial {
		if !m.config.Joins || p.ID != m.config.Self.ID && !p.IsLearner {
			peers = append(peers, raft.ID(p.ID))
		}
	}
	m.kv, m.v2, m.lessor = mvcc.New(m.arena), v2store.New(), lease.New(minLeaseTTL)
	m.watchers, m.streams, m.waits, m.contests, m.tally = mvcc.NewWatchers(m.kv), nil, nil, nil, tally{started: now, leaderSince: now}
	m.revoking, m.leaseTimer, m.pause, m.progressing, m.leaderless, m.checkpointAt = nil, 0, 0, false, 0, 0
	m.cluster, m.removed, m.outgoing, m.version, m.alarms, m.allocated = nil, nil, nil, "", nil, 0
	if m.config.Bare && !m.config.Joins {
		m.cluster = m.config.Initial
	}
	m.published, m.setting, m.syncing, m.leaving = m.config.Bare, false, false, false
	boot := m.boot(now)
	m.requests = requests{base: m.requestBase(boot)}
	stored := m.stored
	stored.Log = m.stored.Log.Clone()
	m.server = raft.New(raft.Config{ID: raft.ID(m.config.Self.ID), Peers: peers, Timeouts: m.config.Timeouts,
		Rules: m.config.Rules, Options: m.config.Options, Boot: boot, Seed: m.config.Seed ^ uint64(boot)}, stored)
	m.server.Start(now, m)
	if !m.config.Bare {
		m.publish()
	}
	m.settle()
	return nil
}

// Receive hands the member a message of another.
func (m *Member) Receive(now raft.Time, msg raft.Message, host Host) {
	m.begin(now, host)
	if m.turnsAway(msg) {
		return
	}
	if _, ok := msg.(raft.Forward); ok {
		msg = m.permittedForward(msg)
	}
	m.heardFrom(msg)
	m.server.Receive(now, msg, m)
	m.settle()
}

// Fire tells the member that a timer has run out.
func (m *Member) Fire(now raft.Time, t Timer, host Host) {
	m.begin(now, host)
	switch t {
	case ElectionTimer, HeartbeatTimer:
		m.server.Step(now, raft.Timeout{Timer: raft.Timer(t)}, m)
	case RequestTimer:
		m.expireRequests()
	case SetupTimer:
		if !m.published {
			m.publish()
		}
	case SyncTimer:
		m.sync()
	case ReadTimer:
		m.retryReads()
		m.sendWaiting()
	case QuitTimer:
		m.host.Quit()
		return
	case LeaseTimer:
		m.expireLeases()
	case LeaseAskTimer:
		m.askLeases()
	case ProgressTimer:
		m.tellProgress()
	case CheckpointTimer:
		m.checkpoint()
	case LeaderTimer:
		m.endLeaderless()
	}
	m.settle()
}

// Written tells the member that its writes up to seq are durable.
func (m *Member) Written(now raft.Time, seq uint64, host Host) {
	m.begin(now, host)
	m.keep(seq)
	m.server.Written(now, seq, m)
	m.settle()
}

// Crash takes from the member what is volatile, and leaves its writes up to
// durable.
func (m *Member) Crash(durable uint64) {
	m.keep(durable)
	m.unsynced = nil
	m.latest += raft.Time(m.requests.count>>8) * millisecond // each has an ID of its own
	m.server, m.kv, m.v2, m.cluster, m.requests = nil, nil, nil, nil, requests{}
	m.lessor, m.watchers, m.streams, m.revoking = nil, nil, nil, nil
	m.waits, m.contests, m.tally = nil, nil, tally{}
}

// keep makes the writes up to seq part of what is stored.
func (m *Member) keep(seq uint64) {
	n := 0
	for ; n < len(m.unsynced) && m.unsynced[n].Seq <= seq; n++ {
		m.journal.append(&m.unsynced[n], &m.stored.Log)
		m.unsynced[n].Apply(&m.stored)
	}
	rest := copy(m.unsynced, m.unsynced[n:])
	clear(m.unsynced[rest:])
	m.unsynced = m.unsynced[:rest]
}

// begin begins an event. A member keeps its host until it is cloned: a pointer
// that is not written costs nothing while garbage is collected.
func (m *Member) begin(now raft.Time, host Host) {
	m.now = now
	m.latest = max(m.latest, now)
	if m.host == nil {
		m.host = host
	}
}

// boot returns a time for this start that is later than all that an earlier
// life has named a request or a proposal after, though the clock may have been
// set back since.
func (m *Member) boot(now raft.Time) raft.Time {
	if now < m.latest {
		m.latest += millisecond
		return m.latest
	}
	return now
}

// settle hands Raft what its own step brought about, and takes contests on whose
// step has been answered, until there is no more.
func (m *Member) settle() {
	for len(m.todo)+len(m.arrived) > 0 {
		if len(m.arrived) > 0 {
			a := m.arrived[0]
			m.arrived = m.arrived[1:]
			m.carryOn(a)
			continue
		}
		next := m.todo[0]
		m.todo = m.todo[:copy(m.todo, m.todo[1:])]
		if next.event == nil {
			m.server.Propose(m.now, m.permitted(next.propose), m)
		} else {
			m.server.Step(m.now, next.event, m)
		}
	}
}

// Clone returns a member that goes on from here independently.
func (m *Member) Clone() *Member {
	c := *m
	c.stored.Log = m.stored.Log.Clone()
	c.journal = m.journal.clone()
	c.unsynced = append([]raft.Write(nil), m.unsynced...)
	c.todo, c.arrived, c.buffer, c.host, c.told = nil, nil, nil, nil, told{}
	if m.server != nil {
		c.server, c.kv, c.v2 = m.server.Clone(), m.kv.Clone(), m.v2.Clone()
		c.cluster = append([]api.Member(nil), m.cluster...)
		c.requests = m.requests.clone()
		c.lessor, c.watchers = m.lessor.Clone(), m.watchers.Clone()
		c.streams = append([]watchStream(nil), m.streams...)
		c.waits = append([]v2Wait(nil), m.waits...)
		c.contests = append([]contest(nil), m.contests...)
		c.tally.followers = append([]follower(nil), m.tally.followers...)
		c.tally.recvs, c.tally.sends = m.tally.recvs.clone(), m.tally.sends.clone()
		c.revoking = append([]revoking(nil), m.revoking...)
	}
	return &c
}

// Self returns who the member is.
func (m *Member) Self() api.Member { return m.config.Self }

// Config returns what the member was started with.
func (m *Member) Config() Config { return m.config }

// Raft returns the member's server, to be looked at, or nil while it is down.
func (m *Member) Raft() *raft.Server { return m.server }

// Stored returns what is durable. It is to be looked at only.
func (m *Member) Stored() *raft.Stored { return &m.stored }

// KV returns the v3 store, to be looked at, or nil while the member is down.
func (m *Member) KV() *mvcc.Store { return m.kv }

// Lessor returns the leases, to be looked at, or nil while the member is down.
func (m *Member) Lessor() *lease.Lessor { return m.lessor }

// Watchers returns who watches the v3 store through this member, to be looked
// at, or nil while it is down.
func (m *Member) Watchers() *mvcc.Watchers { return m.watchers }

// V2 returns the v2 store, to be looked at, or nil while the member is down.
func (m *Member) V2() *v2store.Store { return m.v2 }

// Members returns the cluster as this member has applied it, by ID.
func (m *Member) Members() []api.Member { return m.cluster }

// ClusterVersion returns the cluster's version as this member has applied it,
// "" while it is not decided.
func (m *Member) ClusterVersion() string { return m.version }

// Ready reports whether the member answers clients.
func (m *Member) Ready() bool { return m.server != nil && m.published }

// Arena returns where the payloads of entries lie.
func (m *Member) Arena() *mvcc.Arena { return m.arena }

// SetOptions switches extensions of Raft, now and for later starts. Whether the
// membership can change stays as it is.
func (m *Member) SetOptions(o raft.Options) {
	o.Membership, o.ChangeOnApply = m.config.Options.Membership, m.config.Options.ChangeOnApply
	m.config.Options = o
	if m.server != nil {
		m.server.SetOptions(o)
	}
}

// SetTimeouts has the member wait other times, now and after later starts.
// Retime has its timers follow.
func (m *Member) SetTimeouts(t raft.Timeouts) {
	m.config.Timeouts = t
	if m.server != nil {
		m.server.SetTimeouts(t)
	}
}

// Retime begins the timers of a member that runs anew, with other timeouts.
func (m *Member) Retime(now raft.Time, host Host) {
	m.step(now, raft.Retimed{}, host)
}

// TakeSnapshot has the member make a snapshot of what it has applied, §7.
func (m *Member) TakeSnapshot(now raft.Time, host Host) { m.step(now, raft.TakeSnapshot{}, host) }

// CompactLog has the member drop the entries that its snapshot on disk stands
// for, §7.
func (m *Member) CompactLog(now raft.Time, host Host) { m.step(now, raft.Compact{}, host) }

func (m *Member) step(now raft.Time, event raft.Event, host Host) {
	m.begin(now, host)
	m.server.Step(m.now, event, m)
	m.settle()
}

// SetRules switches the rules of Raft, now and for later starts.
func (m *Member) SetRules(r raft.Rules) {
	m.config.Rules = r
	if m.server != nil {
		m.server.SetRules(r)
	}
}

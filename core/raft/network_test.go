package raft_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"raftarium/core/raft"
)

const ms = raft.Time(1_000_000)

// network is a cluster in virtual time, with every fault that the algorithm
// must bear. It is a function of its seed and of what a test does to it.
type network struct {
	rng     *rand.Rand
	now     raft.Time
	queue   []happening // a heap by time, then order
	order   uint64
	nodes   []*node
	checks  *checker
	blocked map[[2]raft.ID]bool

	delayMin, delayMax raft.Time
	diskMin, diskMax   raft.Time
	loss, double       float64
	racing             bool                                  // a crash finds the disk further on than the server was told
	ordered            bool                                  // what was sent first arrives first, as on TCP
	arrives            map[[2]raft.ID]raft.Time              // the newest message of a link
	drop               func(to raft.ID, m raft.Message) bool // a test's own losses
	also               func()                                // what administer does besides
	script             *strings.Builder                      // of the golden transcripts
	payloads           raft.Payload
	reads              uint64
	changes            map[raft.Payload][]raft.Change // what proposals change
}

// happening is something due at a moment.
type happening struct {
	at, order uint64
	to        *node
	life      int // 0 for messages, which reach whoever lives there
	event     raft.Event
	timer     int // the number of the setting, for timeouts
}

// node is one server with its disk, its timers and its state machine.
type node struct {
	net     *network
	config  raft.Config
	server  *raft.Server // nil while it is down
	life    int
	stored  raft.Stored // what is durable
	writes  []raft.Write
	free    raft.Time // the disk's
	timers  [2]int
	before  seen       // what the checker saw last
	machine raft.Index // what its state machine has applied
	held    []raft.Event
	rate    float64 // of its clock, 0 for a true one
	paused  bool
}

func newNetwork(seed uint64, servers int) *network {
	n := &network{rng: rand.New(rand.NewPCG(seed, 7)), blocked: map[[2]raft.ID]bool{},
		ordered: true, arrives: map[[2]raft.ID]raft.Time{},
		delayMin: 10 * ms, delayMax: 15 * ms, diskMin: ms, diskMax: 2 * ms, checks: newChecker(), changes: map[raft.Payload][]raft.Change{}}
	var peers []raft.ID
	for i := range servers {
		peers = append(peers, raft.ID(i+1))
	}
	for _, id := range peers {
		n.nodes = append(n.nodes, &node{net: n, config: raft.Config{ID: id, Peers: peers, Timeouts: raft.Paper, Seed: seed*1000 + uint64(id)}})
	}
	return n
}

// start starts every server.
func (n *network) start() *network {
	for _, s := range n.nodes {
		s.start()
	}
	return n
}

func (n *network) node(id raft.ID) *node { return n.nodes[id-1] }

func (n *network) between(a, b raft.Time) raft.Time { return a + raft.Time(n.rng.Int64N(int64(b-a)+1)) }

func less(a, b happening) bool { return a.at < b.at || a.at == b.at && a.order < b.order }

func (n *network) push(at raft.Time, h happening) {
	n.order++
	h.at, h.order = uint64(at), n.order
	n.queue = append(n.queue, h)
	for i := len(n.queue) - 1; i > 0 && less(n.queue[i], n.queue[(i-1)/2]); i = (i - 1) / 2 {
		n.queue[i], n.queue[(i-1)/2] = n.queue[(i-1)/2], n.queue[i]
	}
}

func (n *network) pop() happening {
	top, last := n.queue[0], len(n.queue)-1
	n.queue[0] = n.queue[last]
	n.queue = n.queue[:last]
	for i := 0; ; {
		child := 2*i + 1
		if child+1 < last && less(n.queue[child+1], n.queue[child]) {
			child++
		}
		if child >= last || !less(n.queue[child], n.queue[i]) {
			return top
		}
		n.queue[i], n.queue[child] = n.queue[child], n.queue[i]
		i = child
	}
}

// run lets time pass.
func (n *network) run(span raft.Time) {
	end := n.now + span
	for len(n.queue) > 0 && raft.Time(n.queue[0].at) <= end {
		h := n.pop()
		n.now = raft.Time(h.at)
		h.to.happens(h)
	}
	n.now = end
}

// until lets time pass until something holds, and reports whether it came to.
func (n *network) until(span raft.Time, holds func() bool) bool {
	for end := n.now + span; n.now < end; n.run(ms) {
		if holds() {
			return true
		}
	}
	return holds()
}

// leader returns the leader of the highest term, or nil.
func (n *network) leader() *node {
	var best *node
	for _, s := range n.nodes {
		if s.server != nil && s.server.Role() == raft.Leader && (best == nil || s.server.Term() > best.server.Term()) {
			best = s
		}
	}
	return best
}

// counts reports whether a server is in this node's latest configuration.
func (s *node) counts(id raft.ID) bool {
	m := s.server.Membership()
	return slices.Contains(m.Voters, id) || slices.Contains(m.Old, id) || slices.Contains(m.Learners, id)
}

// change has a server take a change of the membership.
func (n *network) change(s *node, changes ...raft.Change) {
	n.payloads++
	n.changes[n.payloads] = changes
	s.step(raft.Propose{Kind: raft.ConfigChange, Payload: n.payloads, Size: 8})
}

// cut makes one way from a to b lose everything, or mends it.
func (n *network) cut(a, b raft.ID, broken bool) { n.blocked[[2]raft.ID{a, b}] = broken }

// isolate cuts a group off from the rest.
func (n *network) isolate(group ...raft.ID) {
	for _, a := range n.nodes {
		for _, b := range n.nodes {
			if slices.Contains(group, a.config.ID) != slices.Contains(group, b.config.ID) {
				n.cut(a.config.ID, b.config.ID, true)
			}
		}
	}
}

// settled reports whether all know the leader, and it has committed an entry.
func (n *network) settled() bool {
	leader := n.leader()
	if leader == nil || leader.server.Log().Term(leader.server.Commit()) != leader.server.Term() {
		return false
	}
	for _, s := range n.nodes {
		if !leader.counts(s.config.ID) {
			continue
		}
		if s.server == nil || s.server.Leader() != leader.config.ID || s.server.Term() != leader.server.Term() {
			return false
		}
	}
	return true
}

// heal ends every fault, and restarts who is down. Messages and disks are as
// fast from now on as §5.6 requires: "broadcastTime ≪ electionTimeout".
func (n *network) heal() {
	clear(n.blocked)
	n.loss, n.double, n.drop = 0, 0, nil
	n.delayMin, n.delayMax, n.diskMin, n.diskMax = 10*ms, 15*ms, ms, 2*ms
	for _, s := range n.nodes {
		s.resume()
		if s.server == nil {
			s.start()
		}
	}
}

// propose has a server take a new payload, which it returns.
func (n *network) propose(s *node) raft.Payload {
	n.payloads++
	s.step(raft.Propose{Payload: n.payloads, Size: 8})
	return n.payloads
}

// read has a server read.
func (n *network) read(s *node) uint64 {
	n.reads++
	n.checks.readAsked(n.reads)
	s.step(raft.Read{Seq: n.reads})
	return n.reads
}

func (n *network) note(format string, args ...any) {
	if n.script != nil {
		fmt.Fprintf(n.script, "%8.3f  ", float64(n.now)/float64(ms))
		fmt.Fprintf(n.script, format+"\n", args...)
	}
}

// clock returns what time the node believes it to be.
func (s *node) clock() raft.Time {
	if s.rate == 0 {
		return s.net.now
	}
	return raft.Time(float64(s.net.now) * s.rate)
}

func (s *node) start() {
	s.life++
	s.server = raft.New(s.config, s.stored.Clone())
	s.before = seen{}
	s.machine = 0
	s.net.note("%d starts", s.config.ID)
	s.server.Start(s.clock(), s)
	s.net.checks.looks(s)
}

// crash loses everything that is not durable. What the disk has done just now,
// and has not told yet, is not lost.
func (s *node) crash() {
	if s.server == nil {
		return
	}
	s.resume()
	for s.net.racing && len(s.writes) > 0 && s.net.rng.IntN(3) == 0 {
		s.writes[0].Apply(&s.stored)
		s.writes = s.writes[1:]
	}
	s.net.note("%d crashes, %d of its writes are lost", s.config.ID, len(s.writes))
	s.life++
	s.server, s.writes, s.free = nil, nil, s.net.now
}

// resume ends a pause: what came meanwhile is taken now.
func (s *node) resume() {
	s.paused = false
	held := s.held
	s.held = nil
	for _, e := range held {
		s.step(e)
	}
}

func (s *node) happens(h happening) {
	if s.server == nil || h.life != 0 && h.life != s.life {
		return
	}
	if w, ok := h.event.(raft.Written); ok {
		for len(s.writes) > 0 && s.writes[0].Seq <= w.Seq {
			s.writes[0].Apply(&s.stored)
			s.writes = s.writes[1:]
		}
	}
	if t, ok := h.event.(raft.Timeout); ok && s.timers[t.Timer] != h.timer {
		return
	}
	if s.paused {
		s.held = append(s.held, h.event)
		return
	}
	s.step(h.event)
}

func (s *node) step(e raft.Event) {
	if s.server == nil {
		return
	}
	switch e := e.(type) {
	case raft.Message:
		from, _ := e.Says()
		s.net.note("%d ← %d %s", s.config.ID, from, told(e))
	default:
		s.net.note("%d ! %s", s.config.ID, told(e))
	}
	s.server.Step(s.clock(), e, s)
	s.net.checks.looks(s)
}

var unused = strings.NewReplacer(" Transfer:false", "", " Members:{Voters:[] Old:[] Learners:[]}", "")

// told writes a value as its type and its fields, but for those that an
// extension adds and does not use.
func told(v any) string {
	return unused.Replace(strings.TrimPrefix(fmt.Sprintf("%T%+v", v, v), "raft."))
}

func (s *node) Send(to raft.ID, m raft.Message, why raft.Reason) {
	n := s.net
	n.checks.sends(s, to, m)
	lost := n.blocked[[2]raft.ID{s.config.ID, to}] || n.drop != nil && n.drop(to, m) || n.loss > 0 && n.rng.Float64() < n.loss
	if n.script != nil {
		end := ""
		if lost {
			end = " LOST"
		}
		n.note("%d → %d %s because %s%s", s.config.ID, to, told(m), told(why), end)
	}
	if lost {
		return
	}
	at := n.now + n.between(n.delayMin, n.delayMax)
	if link := [2]raft.ID{s.config.ID, to}; n.ordered {
		at = max(at, n.arrives[link])
		n.arrives[link] = at
	}
	n.push(at, happening{to: n.node(to), event: m})
	if n.double > 0 && n.rng.Float64() < n.double {
		n.push(n.now+n.between(n.delayMin, 10*n.delayMax), happening{to: n.node(to), event: m})
	}
}

func (s *node) Write(w raft.Write, why raft.Reason) {
	n := s.net
	n.note("%d writes %s because %s", s.config.ID, writeTold(w), told(why))
	n.checks.writes(s, w)
	s.writes = append(s.writes, w)
	s.free = max(s.free, n.now) + n.between(n.diskMin, n.diskMax)
	n.push(s.free, happening{to: s, life: s.life, event: raft.Written{Seq: w.Seq}})
}

// writeTold writes a write as its fields, but for those that an extension adds
// and does not use.
func writeTold(w raft.Write) string {
	plain := struct {
		Seq     uint64
		Term    raft.Term
		Vote    raft.ID
		Commit  raft.Index
		From    raft.Index
		Entries []raft.Entry
	}{w.Seq, w.Term, w.Vote, w.Commit, w.From, w.Entries}
	text := fmt.Sprintf("%+v", plain)
	if w.Compact != 0 {
		text += fmt.Sprintf(" compacts up to %d", w.Compact)
	}
	if w.Snapshot != nil {
		text += " " + told(*w.Snapshot)
	}
	return text
}

func (s *node) SetTimer(t raft.Timer, at raft.Time) {
	s.timers[t]++
	if s.rate != 0 {
		at = max(s.net.now, raft.Time(float64(at)/s.rate))
	}
	s.net.push(at, happening{to: s, life: s.life, event: raft.Timeout{Timer: t}, timer: s.timers[t]})
}

func (s *node) StopTimer(t raft.Timer) { s.timers[t]++ }

func (s *node) Become(role raft.Role, term raft.Term, leader raft.ID, why raft.Reason) {
	s.net.note("%d is %v in term %d, leader %d, because %s", s.config.ID, role, term, leader, told(why))
	s.net.checks.becomes(s, role, term)
}

func (s *node) Vote(from raft.ID, why raft.Reason) {
	s.net.note("%d has the answer of %d: %s", s.config.ID, from, told(why))
}

func (s *node) Commit(index raft.Index, why raft.Reason) {
	s.net.note("%d commits up to %d because %s", s.config.ID, index, told(why))
	s.net.checks.commits(s, index)
}

func (s *node) Apply(after, upTo raft.Index) {
	s.net.note("%d applies %d to %d", s.config.ID, after+1, upTo)
	s.net.checks.applies(s, after, upTo)
}

// Snapshot takes a while, as it does where much is to be copied.
func (s *node) Snapshot(upTo raft.Index) {
	n := s.net
	n.note("%d is to make a snapshot up to %d", s.config.ID, upTo)
	n.payloads++
	n.checks.snapshots[n.payloads] = upTo
	n.push(n.now+n.between(ms, 20*ms), happening{to: s, life: s.life, event: raft.Snapshotted{Index: upTo, Payload: n.payloads, Size: 1000}})
}

func (s *node) Changes(p raft.Payload) []raft.Change { return s.net.changes[p] }

func (s *node) Restore(snap raft.Snapshot) {
	s.net.note("%d restores %s", s.config.ID, told(snap))
	s.net.checks.restores(s, snap)
}

func (s *node) ReadReady(seq uint64, index raft.Index) {
	s.net.note("%d may answer read %d from %d", s.config.ID, seq, index)
	s.net.checks.readAnswered(seq, index)
}

func (s *node) Drop(e raft.Event, why raft.Reason) {
	s.net.note("%d drops %s because %s", s.config.ID, told(e), told(why))
}

// terms returns the terms of a log, as the paper draws logs.
func terms(l *raft.Log) []raft.Term {
	var list []raft.Term
	for i := raft.Index(1); i <= l.Last(); i++ {
		list = append(list, l.Term(i))
	}
	return list
}

// logOf returns a log with entries of the given terms, all different.
func logOf(terms ...raft.Term) raft.Log {
	var entries []raft.Entry
	for i, t := range terms {
		entries = append(entries, raft.Entry{Term: t, Payload: raft.Payload(10_000 + 100*int(t) + i)})
	}
	return raft.NewLog(entries...)
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	var keys []K
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

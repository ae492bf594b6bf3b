package compose

import (
	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// Stage fills a scene with what the lab's world looks like at this moment. The
// scene's memory is used again.
func Stage(s *scene.Scene, in Input) {
	s.Reset()
	s.Width, s.Height, s.Zoom = in.Width, in.Height, in.Zoom
	if in.Lab == nil || in.Width <= 0 || in.Height <= 0 {
		return
	}
	b := in.Memory.begin()
	b.in, b.w, b.s, b.now = in, in.Lab.World(), s, in.Lab.World().Now()
	b.observe()
	b.remember()
	b.history()
	b.warn()
	b.layOut()

	switch in.View {
	case SpaceView:
		b.spaceTime()
	case CompareView:
		b.compare()
	case StoreView:
		b.store()
	case DiskView:
		b.disks()
	default:
		b.ring()
		b.traffic()
		b.journey()
		b.logs()
		b.drag()
	}
	b.legend()
	b.scrubber()
}

// view is what is seen of one member.
type view struct {
	node    sim.Node
	m       *member.Member
	s       *raft.Server // nil while it is down
	log     *raft.Log    // while it is down, the disk's
	id      raft.ID
	term    raft.Term
	role    raft.Role
	commit  raft.Index
	applied raft.Index
	durable raft.Index
	up      bool
	paused  bool
	stale   bool // leads a term that another leader has followed
	alone   bool // cut off from all others, in both directions

	standing standing
	gone     bool // was removed, as some member knows
	voter    bool // in the configuration that counts
	outgoing bool // a voter before a change by joint consensus
}

// leads reports whether the member acts as a leader.
func (v *view) leads() bool { return v.up && v.role == raft.Leader }

// stands reports whether the member collects votes, or asks whether it would get
// them.
func (v *view) stands() bool { return v.role == raft.Candidate || v.role == raft.PreCandidate }

// builder is a scene being filled, and what is needed on the way.
type builder struct {
	in  Input
	w   *sim.World
	s   *scene.Scene
	now sim.Time

	views  []view
	places []int16 // by node: the place in views plus 1
	leader int     // who leads the newest term, or -1
	config configuration
	cuts   cutTable

	widest          float32 // a name of theirs, of a size of 1; 0: not known yet
	touch, touchOld int     // voters, and voters before, of the largest group in touch
	quorate         bool    // some group in touch is a quorum

	recent     []*sim.Event // newest first, young enough for a transition
	violations []lab.Violation
	past       past

	lay      layout
	followed followed
	table    table

	texts   *wording
	rooms   rooms
	boxes   []words     // of what stands beside members
	ways    []scene.Way // of clients' messages to members
	counted []string    // votes
	reigns  []reign
	busy    []uint64
}

// observe looks at every member once.
func (b *builder) observe() {
	b.leader, b.widest = -1, 0
	for n, m := range lab.Members(b.w) {
		v := view{node: n, m: m, s: m.Raft(), up: b.w.Up(n), paused: b.w.Paused(n)}
		if s := v.s; s != nil {
			v.id, v.term, v.role, v.log = s.ID(), s.Term(), s.Role(), s.Log()
			v.commit, v.applied, v.durable = s.Commit(), s.Applied(), s.Durable()
		} else {
			disk := m.Stored()
			v.up = false
			v.id, v.term, v.log, v.commit, v.durable = raft.ID(m.Config().Self.ID), disk.Term, &disk.Log, disk.Commit, disk.Log.Last()
		}
		b.views = append(b.views, v)
	}
	b.views = withoutGone(b.views)
	last := sim.Node(0)
	for i := range b.views {
		last = max(last, b.views[i].node)
	}
	b.places = append(b.places[:0], make([]int16, last+1)...)
	for i := range b.views {
		v := &b.views[i]
		b.places[v.node] = int16(i + 1)
		if v.leads() && (b.leader < 0 || v.term > b.views[b.leader].term) {
			b.leader = i
		}
	}
	b.configure()
	b.cuts.read(b)
	b.meet()
	b.findStale()
}

// at returns the place of a node among the members, or -1.
func (b *builder) at(n sim.Node) int {
	if int(n) >= len(b.places) {
		return -1
	}
	return int(b.places[n]) - 1
}

// atID returns the place of a server among the members, or -1.
func (b *builder) atID(id raft.ID) int {
	for i := range b.views {
		if b.views[i].id == id {
			return i
		}
	}
	return -1
}

// findStale finds the leaders that go on in a term that is over: there is a
// leader of a newer one, or members that follow one.
func (b *builder) findStale() {
	newest := raft.Term(0)
	for i := range b.views {
		if v := &b.views[i]; v.up && v.s.Leader() != raft.None {
			newest = max(newest, v.term)
		}
	}
	for i := range b.views {
		v := &b.views[i]
		v.stale = v.leads() && v.term < newest
	}
}

// client returns the client at a node, or nil.
func (b *builder) client(n sim.Node) lab.Client {
	c, _ := b.w.Actor(n).(lab.Client)
	return c
}

// clientName is how a client is called beside what it asks.
func (b *builder) clientName(c lab.Client) string {
	if c.Name() == narrate.Outside {
		return b.text("stage.step-outside")
	}
	return b.text("stage.step-terminal", narrate.Str("terminal", c.Name()))
}

// name is a member's name as there is room for it.
func (b *builder) name(v *view, short bool) string {
	name := v.m.Config().Self.Name
	if !short {
		return name
	}
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '-' {
			return name[i+1:]
		}
	}
	return name
}

// headName is a member's name at the head of its row: whole where the names of all
// have the room, else what tells it from the others.
func (b *builder) headName(v *view, short bool, room, size float32) string {
	name := b.name(v, short || b.tooWide(room, size))
	if textWidth(name, size)*bold > room {
		name = fittedEnd(name, room, size)
	}
	return name
}

// bold is how much wider than others bold letters are.
const bold = 1.08

// tooWide reports whether some member's name has no such room.
func (b *builder) tooWide(room, size float32) bool {
	if b.widest == 0 {
		for i := range b.views {
			b.widest = max(b.widest, textWidth(b.views[i].m.Config().Self.Name, bold))
		}
	}
	return b.widest*size > room
}

// selects reports whether a member or terminal is the one that is selected.
func (b *builder) selects(kind TargetKind, n sim.Node) bool {
	return b.in.Selected.Kind == kind && b.in.Selected.Node == n
}

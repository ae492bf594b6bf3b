package compose

import (
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// Bounds of the disk view.
const (
	// DiskPitchMin and DiskPitchMax bound how wide an entry is, in pixels.
	DiskPitchMin, DiskPitchMax = 3, 80
	// entriesMost bounds the entries of a record that are drawn: the newest.
	entriesMost = 64
	// blockLeast is the least height of a lane in which records have blocks.
	blockLeast = 8
)

// disking is what the disks are drawn with.
type disking struct {
	writings []sim.Writing
	before   []sim.Time // by member: when its disk was done with the write before

	laneY []float32
	pitch float32 // of the lanes
	h     float32 // of a lane's blocks
	w     float32 // of an entry
	left  float32 // of the records
	right float32
	edge  float32
	hardX float32
	hardW float32
	voteX float32 // 0: there is no room for votes
	sayY  float32 // baseline of the sentence about the selected member
}

// disks draws what every member has on its disk, and what a crash would take.
func (b *builder) disks() {
	if len(b.views) == 0 {
		return
	}
	d := &disking{}
	b.placeDisks(d)
	b.collectWrites(d)
	b.diskTitles(d)
	for i := range b.views {
		b.laneHead(d, i)
		b.hardState(d, i)
		b.onDisk(d, i)
		b.underWay(d, i)
	}
	if v := b.shownMember(); v != nil {
		b.sayLoss(d, v)
	}
}

// placeDisks gives every member its lane.
func (b *builder) placeDisks(d *disking) {
	l, n := &b.lay, float32(len(b.views))
	top, foot := float32(64), l.view.H-46
	d.left, d.right, d.hardX, d.hardW, d.voteX = 244, b.in.Width-24, 124, 32, 164
	d.w = 28
	switch {
	case b.in.Layout == Phone:
		top, foot = 44, l.view.H-8
		d.left, d.right, d.hardX, d.hardW, d.voteX, d.w = 108, b.in.Width-12, 68, 24, 0, 22
	case l.legend == 0:
		foot = l.view.H - 10
	}
	if b.s.Banner.Kind != scene.NoBanner {
		if b.in.Layout == Phone {
			foot -= l.banner.H
		} else {
			foot = l.banner.Y - 10
		}
	}
	said := float32(52)
	if b.in.Layout == Phone {
		said = 78
	}
	d.sayY = foot - said + 18
	bottom := max(top+n, foot-said)
	d.pitch = min(84, (bottom-top)/n)
	d.h = clamp(d.pitch-26, 0, 34)
	if d.pitch < 44 {
		d.h = max(1, 0.66*d.pitch)
	}
	if d.h < 20 {
		d.w = clamp(d.h, 5, d.w)
	}
	if b.in.DiskPitch > 0 {
		d.w = clamp(b.in.DiskPitch, DiskPitchMin, DiskPitchMax)
	}
	d.edge = d.left + 0.74*(d.right-d.left)
	d.laneY = b.rooms.numbers.take(len(b.views))
	for i := range d.laneY {
		d.laneY[i] = top + (float32(i)+0.5)*d.pitch - min(8, 0.12*d.pitch)
	}
	d.sayY = min(d.sayY, d.laneY[len(d.laneY)-1]+d.pitch/2+34)
	to := &b.s.Disk
	to.Lane, to.Left, to.Right, to.Boundary = d.w, d.left, d.right, d.edge
}

// collectWrites finds the writes under way, and when each disk began with its first.
func (b *builder) collectWrites(d *disking) {
	oldest := b.now
	for w := range b.w.Writes {
		d.writings = append(d.writings, w)
		oldest = min(oldest, w.Given)
	}
	d.before = b.rooms.times.take(len(b.views))
	trace := b.w.Trace()
	for id := trace.Next(); len(d.writings) > 0 && id > trace.First(); {
		id--
		e, ok := trace.At(id)
		if !ok || e.Time < oldest {
			break
		}
		if i := b.at(e.Node); i >= 0 && e.Kind == sim.KindDurable && d.before[i] == 0 {
			d.before[i] = e.Time
		}
	}
}

// writing finds a write under way.
func (d *disking) writing(n sim.Node, seq uint64) (sim.Writing, bool) {
	for i := range d.writings {
		if w := &d.writings[i]; w.Node == n && uint64(w.Seq) == seq {
			return *w, true
		}
	}
	return sim.Writing{}, false
}

func (b *builder) diskTitles(d *disking) {
	y := float32(50)
	if b.in.Layout == Phone {
		y = 26
	} else {
		title := b.text("disk.title")
		x := 24 + textWidth(title, 15) + 16
		b.s.Labels = append(b.s.Labels, scene.Label{Text: title, X: 24, Y: 26, Size: 15, Bold: true},
			scene.Label{Text: fitted(b.text("disk.about"), b.in.Width-x-8, 13, false), X: x, Y: 26, Size: 13, Tone: scene.Ink2})
	}
	lost := false
	for i := range b.views {
		v := &b.views[i]
		lost = lost || v.up && len(v.m.Unsynced()) > 0 && !b.w.DiskOf(v.node).KeepUnsynced
	}
	after := scene.Label{Text: b.text("disk.writing"), X: d.edge + 8, Y: y, Size: 12, Tone: scene.Ink3}
	if lost {
		after.Text, after.Tone, after.Bold = b.text("disk.writing-lost"), scene.Danger, true
	}
	if over := after.X + 1.1*textWidth(after.Text, 12) - b.in.Width + 4; over > 0 {
		after.X -= over
	}
	b.s.Labels = append(b.s.Labels, after,
		scene.Label{Text: b.text("disk.durable"), X: min(d.edge, after.X) - 8, Y: y, Size: 12, Tone: scene.Ink3, Align: scene.End})
}

// laneHead says at the left edge what the member is.
func (b *builder) laneHead(d *disking, i int) {
	v := &b.views[i]
	r := scene.Row{Member: int(v.node), X: 36, Y: d.laneY[i], R: min(12, 0.45*d.pitch), Term: uint64(v.term), Crashed: !v.up, Violates: b.violates(v.node), NameX: 56, Bold: i == b.leader,
		Selected: v == b.shownMember()}
	phone := b.in.Layout == Phone
	if phone {
		r.X, r.R, r.NameX, r.NameSize = 25, min(9, r.R), 40, 13
	}
	r.Shape, r.Letter = shapeOf(v)
	r.Learner, r.Hollow = v.hollow(), v.up && v.role == raft.PreCandidate
	if r.R < 6 {
		r.Letter = ""
	}
	near := func(k int) bool { return k >= 0 && k != i && abs(float32(k-i))*d.pitch < 13 }
	shown := b.at(b.shownMember().node)
	if d.pitch >= 13 || i == shown || i == b.leader && !near(shown) || (i+1)%5 == 0 && d.pitch*5 >= 13 && !near(shown) && !near(b.leader) {
		r.Name = b.headName(v, phone || d.pitch < 13, d.hardX-4-r.NameX, 14)
	}
	if v.stale {
		if d.pitch < 44 {
			b.sayStale(d.right-76, r.Y+4.5) // beside what is written, where there is room
		} else {
			b.sayStale(r.X-r.R, r.Y+d.h/2+14)
		}
	}
	b.s.Disk.Heads = append(b.s.Disk.Heads, r)
}

// hardState draws the term and the vote, solid once they are durable.
func (b *builder) hardState(d *disking, i int) {
	v := &b.views[i]
	stored := v.m.Stored()
	term, vote := stored.Term, stored.Vote
	if v.s != nil {
		term, vote = v.s.Term(), v.s.Vote()
	}
	h := scene.HardState{Member: int(v.node), Term: uint64(term), Durable: term == stored.Term && vote == stored.Vote,
		Box: scene.Rect{X: d.hardX, Y: d.laneY[i] - d.h/2, W: d.hardW, H: d.h}}
	if d.h >= 13 {
		h.TermText = b.digits(uint64(term))
	}
	if d.voteX > 0 && d.h >= 11 {
		h.VoteX, h.Vote = d.voteX, b.voteText(vote, true)
	}
	b.s.Disk.Hard = append(b.s.Disk.Hard, h)
}

// voteText says for whom a member has voted.
func (b *builder) voteText(vote raft.ID, short bool) string {
	if vote == raft.None {
		return b.text("disk.no-vote")
	}
	who := ""
	if i := b.atID(vote); i >= 0 {
		who = b.name(&b.views[i], short)
	}
	return b.text("disk.vote", narrate.Str("member", who))
}

// pad is how far a record's block reaches beyond its entries.
func (d *disking) pad() float32 { return clamp(d.h/10, 0.5, 3) }

// recordWidth is how wide a record of so many entries is.
func (d *disking) recordWidth(entries int) float32 {
	if d.h < blockLeast {
		return max(1, float32(min(entries, entriesMost)))*min(d.w, 5) + 1
	}
	if entries == 0 {
		return max(6, 0.4*d.w) + 2*d.pad()
	}
	return float32(min(entries, entriesMost))*d.w + 2*d.pad()
}

// onDisk draws the records on a member's disk, the newest at the edge, what there
// is no room for as a block, and the snapshot before them.
func (b *builder) onDisk(d *disking, i int) {
	v, y := &b.views[i], d.laneY[i]
	first, last := v.m.Records()
	gap := clamp(d.h/8, 0, 4)
	snap, least := v.m.Stored().Snapshot, d.left
	if d.h >= blockLeast { // what stands before the records, and what stands for those that do not fit
		least += 44
		if snap.Index > 0 || first > 1 {
			least += min(80, 0.2*(d.edge-d.left))
		}
	}
	x, at := d.edge-8, last-min(last, uint64(max(0, b.in.DiskBack)))
	if at < last && d.h >= 12 {
		x = b.fold(d, v, x, y, b.after("+ ", last-at))
	}
	for ; at >= first && at > 0; at-- {
		r, ok := v.m.Record(at)
		if !ok {
			break
		}
		w := d.recordWidth(r.Count)
		if x-w < least {
			break
		}
		x -= w
		b.durable(d, v, &r, scene.Rect{X: x, Y: y - d.h/2, W: w, H: d.h})
		x -= gap
	}
	if at >= first && at > 0 && last >= first && d.h >= 12 {
		x = b.fold(d, v, x, y, b.after("+ ", at-first+1))
	}
	if first > 1 && d.h >= blockLeast {
		w := float32(16)
		b.s.Disk.Gone = append(b.s.Disk.Gone, scene.Rect{X: x - w, Y: y - d.h/2, W: w, H: d.h})
		x -= w + gap
	}
	if snap.Index > 0 && d.h >= blockLeast {
		text := b.foldText(1, snap.Index)
		f := scene.Fold{Member: int(v.node), Text: text, Size: 12, Snapshot: true, H: d.h, Y: y - d.h/2}
		if f.W = monoWidth(text, 12) + 18; d.h < 14 || x-f.W < d.left-6 {
			f.W, f.Text = 18, ""
		}
		f.X = x - f.W
		b.s.Disk.Folds = append(b.s.Disk.Folds, f)
	}
}

// fold stands for records that are not drawn; it returns its left edge.
func (b *builder) fold(d *disking, v *view, x, y float32, text string) float32 {
	w := textWidth(text, 12) + 12
	b.s.Disk.Folds = append(b.s.Disk.Folds, scene.Fold{Member: int(v.node), Text: text, Size: 12, X: x - w, Y: y - d.h/2, W: w, H: d.h})
	return x - w - 4
}

// durable draws a record on the disk.
func (b *builder) durable(d *disking, v *view, r *member.Record, box scene.Rect) {
	block := scene.DiskRecord{Member: int(v.node), Ordinal: r.Ordinal, Box: box, Term: uint64(r.Term), Empty: r.Count == 0, Snapshot: r.Snapshot != 0}
	if r.Corrupt {
		block.State = scene.RecordCorrupt
	}
	at := &b.in.Selected
	block.Selected = at.Kind == RecordTarget && at.Node == v.node && at.Record == r.Ordinal
	if d.h >= blockLeast || r.Corrupt || r.Count == 0 {
		b.s.Disk.Records = append(b.s.Disk.Records, block)
	}
	skip := max(0, r.Count-entriesMost)
	for k := skip; k < r.Count; k++ {
		index := r.From + raft.Index(k)
		e := scene.DiskEntry{Member: int(v.node), Record: r.Ordinal, Index: uint64(index), Term: uint64(v.m.RecordEntry(r, k).Term), Durable: true, Replaced: index > r.Kept}
		b.entryBox(d, &e, box, k-skip)
		if k == skip && skip > 0 {
			e.Text = b.after("+ ", uint64(skip+1))
		}
		b.addEntry(d, e)
	}
}

// entryBox is the place of a record's k-th entry.
func (b *builder) entryBox(d *disking, e *scene.DiskEntry, box scene.Rect, k int) {
	pad, w := d.pad(), d.w
	if d.h < blockLeast {
		pad, w = 0, min(d.w, 5)
	}
	e.Box = scene.Rect{X: box.X + pad + float32(k)*w, Y: box.Y + pad, W: w - min(1, w/8), H: max(1, box.H-2*pad)}
	if w >= 18 && e.Box.H >= 13 {
		e.Text = b.digits(e.Index)
	}
	at := &b.in.Selected
	e.Selected = at.Kind == EntryTarget && int(at.Node) == e.Member && uint64(at.Index) == e.Index && !e.Replaced
}

// addEntry appends an entry; where lanes are thin, neighbours that look alike become
// one.
func (b *builder) addEntry(d *disking, e scene.DiskEntry) {
	to := &b.s.Disk.Entries
	if n := len(*to); n > 0 && d.h < blockLeast {
		last := &(*to)[n-1]
		if last.Member == e.Member && last.Term == e.Term && last.Durable == e.Durable && last.Replaced == e.Replaced {
			x := min(last.Box.X, e.Box.X)
			right := max(last.Box.X+last.Box.W, e.Box.X+e.Box.W)
			if right-x <= last.Box.W+e.Box.W+3 {
				last.Box.X, last.Box.W = x, right-x
				return
			}
		}
	}
	*to = append(*to, e)
}

// underWay draws what a member's disk has been given and is not durable, and the
// edge before it.
func (b *builder) underWay(d *disking, i int) {
	v, y := &b.views[i], d.laneY[i]
	edge := scene.DiskEdge{X: d.edge, Top: y - d.h/2 - min(6, 0.1*d.pitch), Bottom: y + d.h/2 + min(6, 0.1*d.pitch)}
	writes := v.m.Unsynced()
	keeps := b.w.DiskOf(v.node).KeepUnsynced
	edge.Lost, edge.Kept = len(writes) > 0 && !keeps, len(writes) > 0 && keeps
	b.s.Disk.Edges = append(b.s.Disk.Edges, edge)
	x, gap := d.edge+8, clamp(d.h/8, 1, 6)
	if torn := v.m.Torn(); torn > 0 {
		box := scene.Rect{X: x, Y: y - d.h/2, W: max(10, d.w), H: d.h}
		record := scene.DiskRecord{Member: int(v.node), Box: box, State: scene.RecordTorn, Term: uint64(v.term)}
		if d.pitch >= 50 {
			record.Text = b.text("disk.torn-bytes", narrate.Num("n", torn))
		}
		b.s.Disk.Records = append(b.s.Disk.Records, record)
	}
	_, tears := b.w.Survives(v.node)
	ready := d.before[i] // when the disk is done with what comes before
	for k := range writes {
		w := &writes[k]
		width := d.recordWidth(len(w.Entries))
		if x+width > d.right {
			if d.h >= 12 {
				b.caption(min(x, d.right-24), y+4, b.after("+ ", uint64(len(writes)-k)))
			}
			return
		}
		box := scene.Rect{X: x, Y: y - d.h/2, W: width, H: d.h}
		ready = b.given(d, v, w, box, ready, k == 0, uint64(tears) == w.Seq)
		x += width + gap
	}
}

// given draws a write under way, and returns when it will be durable.
func (b *builder) given(d *disking, v *view, w *raft.Write, box scene.Rect, ready sim.Time, first, tears bool) sim.Time {
	r := scene.DiskRecord{Member: int(v.node), Write: w.Seq, Box: box, State: scene.RecordWaiting, Term: uint64(w.Term), Empty: len(w.Entries) == 0,
		Snapshot: w.Snapshot != nil, Tears: tears && d.h >= blockLeast}
	if under, ok := d.writing(v.node, w.Seq); ok {
		began := max(under.Given, ready)
		if ready = under.Due; first {
			r.State = scene.RecordWriting
			r.Progress = float32(float64(b.now-began) / float64(max(1, under.Due-began)))
		}
		if first && d.pitch >= 50 && !v.paused {
			r.Text = b.text("disk.left", narrate.Span("time", max(0, under.Due-b.now)))
		}
	}
	at := &b.in.Selected
	r.Selected = at.Kind == RecordTarget && at.Node == v.node && at.Record == 0 && at.Write == w.Seq
	if d.h >= blockLeast || r.Empty {
		b.s.Disk.Records = append(b.s.Disk.Records, r)
	}
	skip := max(0, len(w.Entries)-entriesMost)
	for k := skip; k < len(w.Entries); k++ {
		e := scene.DiskEntry{Member: int(v.node), Index: uint64(w.From) + uint64(k), Term: uint64(w.Entries[k].Term)}
		b.entryBox(d, &e, box, k-skip)
		b.addEntry(d, e)
	}
	return ready
}

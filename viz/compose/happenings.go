package compose

import (
	"raftarium/core/check"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/raft"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// happenings draws what was said and what happened.
func (b *builder) happenings(d *diagram) {
	trace := b.w.Trace()
	last := b.firstAt(d.span.To + flightMost)
	least := b.firstAt(d.span.From)
	for id := last; id > least; {
		id--
		e, ok := trace.At(id)
		if !ok {
			break
		}
		switch e.Kind {
		case sim.KindReceived:
			if sent, ok := trace.At(e.Cause); ok && sent.Kind == sim.KindSent {
				b.arrow(d, sent, e.Time, 1, e.ID, false)
			}
		case sim.KindLost:
			if lost, ok := e.Detail.(sim.Lost); ok {
				if sent, ok := trace.At(lost.Message); ok {
					share := float32(1)
					if lost.Due > lost.Sent {
						share = clamp(float32(float64(e.Time-lost.Sent)/float64(lost.Due-lost.Sent)), 0.1, 1)
					}
					b.arrow(d, sent, e.Time, share, e.ID, true)
				}
			}
		default:
			if kind, ok := b.eventKind(d, e); ok && e.Time <= d.span.To && len(b.s.Space.Events) < eventsMost {
				b.happening(d, e, kind)
			}
		}
	}
	for m := range b.w.Messages {
		if sent, ok := trace.At(m.ID); ok && m.Due > m.Sent && b.now >= m.Sent {
			b.arrow(d, sent, b.now, float32(float64(b.now-m.Sent)/float64(m.Due-m.Sent)), 0, false)
		}
	}
}

// isReply reports whether a payload answers another.
func isReply(payload any) bool {
	switch payload.(type) {
	case raft.VoteReply, raft.PreVoteReply, raft.AppendAccepted, raft.AppendRefused, raft.SnapshotReply, raft.ReadReply,
		member.LeaseTell, member.Gone, member.Reply:
		return true
	}
	return false
}

// tooMuch reports whether a message is left out because much time is in view:
// heartbeats and what answers them first, then all but those of elections,
// transfers and snapshots.
func (d *diagram) tooMuch(payload any) bool {
	span := d.span.To - d.span.From
	if span <= beatsMost {
		return false
	}
	switch m := payload.(type) {
	case raft.AppendEntries:
		return len(m.Entries) == 0 || span > saidMost
	case raft.AppendAccepted:
		return true
	case raft.RequestVote, raft.VoteReply, raft.PreVote, raft.PreVoteReply, raft.TimeoutNow, raft.InstallSnapshot:
		return false
	}
	return span > saidMost
}

// arrow draws a message that left with an event, as far as share of its way, where
// it was at a moment. Arrival is the event of its arrival or loss, 0 while it is on
// its way.
func (b *builder) arrow(d *diagram, sent *sim.Event, at sim.Time, share float32, arrival sim.EventID, lost bool) {
	cause := arrival != 0 && d.led(arrival) || len(d.causes) > 0 && d.causes[0] == sent.ID
	if at < d.span.From || sent.Time > d.span.To || !cause && (d.tooMuch(sent.Detail) || len(b.s.Space.Arrows) >= arrowsMost) {
		return
	}
	from, to := b.at(sent.Node), b.at(sent.Peer)
	a := scene.Arrow{Fine: len(b.views) > smallMost, ID: uint64(sent.ID), Reply: isReply(sent.Detail), Lost: lost, Flying: arrival == 0, Cause: cause,
		Selected: b.in.Selected.Kind == MessageTarget && b.in.Selected.Message == sent.ID}
	if m, ok := sent.Detail.(raft.Message); ok {
		_, term := m.Says()
		a.Term = uint64(term)
	}
	var y0, y1 float32
	away := 0.42 * d.pitch // how far from its member's lane a client stands
	switch {
	case from >= 0 && to >= 0:
		y0, y1 = d.lanes[from], d.lanes[to]
		dir := side(y1 - y0)
		y0 += 3 * d.thick * dir
		y1 -= 7 * d.thick * dir
	case from >= 0:
		y0, y1, a.Client = d.lanes[from]-3*d.thick, d.lanes[from]-away, true
	case to >= 0:
		y0, y1, a.Client = d.lanes[to]-away, d.lanes[to]-7*d.thick, true
	default:
		return
	}
	a.From = scene.Point{X: d.span.X(sent.Time), Y: y0}
	a.To = scene.Point{X: d.span.X(at), Y: y0 + (y1-y0)*share}
	if !clipped(&a, d.span.Left, d.span.Right) {
		return
	}
	if a.Cause && !a.Client {
		text := narrate.Title(sent, b.in.Lang)
		if distance(a.From, a.To) > textWidth(text, 12)+30 {
			a.Text = text
		}
	}
	b.s.Space.Arrows = append(b.s.Space.Arrows, a)
}

// clipped cuts off what of an arrow is beyond the edges, and reports whether
// anything is left.
func clipped(a *scene.Arrow, left, right float32) bool {
	at := func(x float32) scene.Point {
		k := (x - a.From.X) / (a.To.X - a.From.X)
		return scene.Point{X: x, Y: a.From.Y + k*(a.To.Y-a.From.Y)}
	}
	if a.To.X < left || a.From.X > right {
		return false
	}
	from, to := a.From, a.To
	if a.From.X < left {
		from = at(left)
	}
	if a.To.X > right {
		to, a.Flying, a.Lost = at(right), true, false
	}
	a.From, a.To = from, to
	return true
}

// eventKind is how an event is drawn, and whether it is: what a member became, what
// is committed and on disk, faults, and all that led to the selected event.
func (b *builder) eventKind(d *diagram, e *sim.Event) (scene.EventKind, bool) {
	span, led := d.span.To-d.span.From, d.led(e.ID)
	switch e.Kind {
	case sim.KindCrashed:
		return scene.EventDown, true
	case sim.KindRestarted:
		return scene.EventUp, true
	case sim.KindPaused:
		return scene.EventPause, true
	case sim.KindResumed:
		return scene.EventUp, true
	case sim.KindDurable:
		return scene.EventDisk, led || span <= beatsMost
	}
	switch e.Detail.(type) {
	case check.Violation:
		return scene.EventViolate, true
	case member.Failure:
		return scene.EventDown, true
	case member.BecameLeader, member.BecameCandidate, member.BecamePreCandidate:
		return scene.EventDot, true
	case member.Committed:
		return scene.EventDot, led || span <= saidMost
	}
	return scene.EventDot, led
}

// eventPitch is how far apart events of a lane are that are drawn beside each other.
const eventPitch = 5

// happening draws an event on its member's lane.
func (b *builder) happening(d *diagram, e *sim.Event, kind scene.EventKind) {
	i := b.at(e.Node)
	if i < 0 || e.Time < d.span.From {
		return
	}
	o := scene.Event{ID: uint64(e.ID), Kind: kind, X: d.span.X(e.Time), Y: d.lanes[i], Size: clamp(d.pitch/40, 0.3, 1), Cause: d.led(e.ID)}
	o.Selected = len(d.causes) > 0 && d.causes[0] == e.ID
	if !o.Cause && (kind == scene.EventDot || kind == scene.EventDisk) {
		if d.last[i] != 0 && d.last[i]-o.X < eventPitch {
			return
		}
		d.last[i] = o.X
	}
	b.s.Space.Events = append(b.s.Space.Events, o)
}

// nameCauses writes beside the events that led to the selected one what they are,
// the newest first, where there is room.
func (b *builder) nameCauses(d *diagram) {
	var taken []scene.Rect
	const most = 14
	for i := range b.s.Space.Events {
		o := &b.s.Space.Events[i]
		e, ok := b.w.Trace().At(sim.EventID(o.ID))
		if !o.Cause || !ok || e.Kind == sim.KindReceived || e.Kind == sim.KindSent || len(taken) >= most || d.pitch < 36 {
			continue
		}
		text := narrate.Title(e, b.in.Lang)
		w := textWidth(text, 13)
		for _, dy := range [2]float32{-16, 26} {
			box := scene.Rect{X: clamp(o.X-w/2, d.span.Left, max(d.span.Left, d.span.Right-w)), Y: o.Y + dy - 11, W: w, H: 14}
			if box.Y < b.s.Space.Top || overlaps(taken, box) {
				continue
			}
			taken = append(taken, box)
			o.Text, o.TextAt = text, scene.Point{X: box.X, Y: o.Y + dy}
			break
		}
	}
}

func overlaps(boxes []scene.Rect, b scene.Rect) bool {
	for _, o := range boxes {
		if b.X < o.X+o.W+6 && o.X < b.X+b.W+6 && b.Y < o.Y+o.H && o.Y < b.Y+b.H {
			return true
		}
	}
	return false
}

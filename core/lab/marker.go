package lab

import (
	"fmt"
	"slices"

	"raftarium/core/sim"
	"raftarium/core/wire"
)

// Marker marks what happens in a world that is only played forwards, so that those
// who come to it late find it again. Its zero value begins with the world.
type Marker struct{ b branch }

// MarksMax is how many marks a Marker keeps at least: the newest, and of those of
// entries fewer rather than of what one looks for first.
const MarksMax = 10_000

// RunSome is the play's RunSome that marks what happens on the way. As a Lab does, it
// looks at the world before an act changes it and after an event that changes who votes,
// so that both mark the same. The world must be run by nothing else.
func (m *Marker) RunSome(p *Play, t sim.Time, events int) bool {
	marks := &registryOf(p.world).marks
	marks.before = func() { m.look(p.world) }
	defer func() { marks.before = nil }()
	defer m.look(p.world)
	for range events {
		marks.due = false
		if p.RunSome(t, 1) {
			return true
		}
		if marks.due {
			m.look(p.world)
		}
	}
	return false
}

// look adds the marks of the events that are new in the trace, which must not have
// lost any of them.
func (m *Marker) look(w *sim.World) {
	m.b.look(w)
	if len(m.b.marks) < 2*MarksMax {
		return
	}
	spare := len(m.b.marks) - MarksMax
	m.b.marks = slices.DeleteFunc(m.b.marks, func(mark Mark) bool {
		drop := spare > 0 && (mark.Kind == MarkWrite || mark.Kind == MarkCommit)
		if drop {
			spare--
		}
		return drop
	})
	m.b.marks = slices.Delete(m.b.marks, 0, max(0, len(m.b.marks)-MarksMax))
}

// Encode writes the marks, as Beginning takes them.
func (m *Marker) Encode() []byte {
	c := wire.NewEncoder(nil)
	codeMarks(c, &m.b.marks)
	return c.Encoded()
}

// decodeMarks reads the marks of a world up to a moment.
func decodeMarks(data []byte, now sim.Time) (marks []Mark, err error) {
	if len(data) == 0 {
		return nil, nil
	}
	c := wire.NewDecoder(data)
	codeMarks(c, &marks)
	if c.Err() == nil && c.Rest() > 0 {
		c.Fail("%d bytes are left over", c.Rest())
	}
	if err := c.Err(); err != nil {
		return nil, fmt.Errorf("decode marks: %w", err)
	}
	return upTo(marks, now, func(m Mark) sim.Time { return m.Time }), nil
}

// codeMarks walks over marks, whose times and events go up.
func codeMarks(c *wire.Coder, marks *[]Mark) {
	var time, event int64
	wire.List(c, marks, func(m *Mark) {
		since, events := int64(m.Time)-time, int64(m.Event)-event
		c.Int64(&since)
		c.Int64(&events)
		wire.Number(c, &m.Kind)
		wire.Number(c, &m.Node)
		wire.Number(c, &m.Peer)
		c.Uint64((*uint64)(&m.Term))
		c.Uint64((*uint64)(&m.Index))
		if since < 0 || m.Kind > MarkSplitVote {
			c.Fail("a mark of kind %d, %d ns after the one before", m.Kind, since)
			return
		}
		time, event = time+since, event+events
		m.Time, m.Event = sim.Time(time), sim.EventID(event)
	})
}

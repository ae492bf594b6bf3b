package lab

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"raftarium/core/sim"
	"raftarium/core/wire"
)

// A lab can follow a world that runs elsewhere, at the speed of real time: it
// hears of that world's inputs, and computes the same world itself. One of its
// branches is the followed one. What is heard is appended to it, and nothing else
// ever is: whoever does something there begins a branch of their own, and comes
// back with Rejoin. The followed branch is known up to its horizon; beyond it
// lies what the world may still be told.

// following is what a lab knows of a world that it follows.
type following struct {
	branch  int      // the one that is heard of
	last    sim.Time // of its last input
	horizon sim.Time // up to which it is known
}

// Beginning is what is told of a world to those who begin to follow it.
type Beginning struct {
	// Link is the configuration and the inputs, up to the horizon.
	Link string
	// World is an encoded world of some moment, from which going on is quicker
	// than from the start. It may be empty, unless the link is partial.
	World []byte
	// Partial says that the link has only the inputs after World's moment.
	Partial bool
	// Marks are those up to World's moment, as a Marker encodes them; later ones are
	// passed over. It may be empty.
	Marks []byte
}

// Follow returns a lab that follows a world. It stands at the start, or where the
// encoded world is, and has yet to advance to the horizon.
func Follow(b Beginning) (*Lab, error) {
	l, at, err := decodeLink(b.Link)
	if err == nil && at.version < ModelVersion {
		err = ErrOlderModel
	}
	if err != nil {
		return nil, fmt.Errorf("follow a world: %w", err)
	}
	if len(b.World) > 0 || b.Partial {
		if err := l.adopt(b); err != nil {
			return nil, fmt.Errorf("follow a world: %w", err)
		}
	}
	l.follows = &following{horizon: max(at.now, l.Now())}
	if n := len(l.branch().inputs); n > 0 {
		l.follows.last = l.branch().inputs[n-1].At
	}
	return l, nil
}

// adopt makes an encoded world a checkpoint, and the only one if nothing is known
// of what came before.
func (l *Lab) adopt(begin Beginning) error {
	w, err := l.DecodeWorld(begin.World)
	if err != nil {
		return err
	}
	b := l.branch()
	now := w.Now()
	if b.marks, err = decodeMarks(begin.Marks, now); err != nil {
		return err
	}
	l.world = w
	l.next, _ = slices.BinarySearchFunc(b.inputs, now+1, func(in Input, t sim.Time) int { return cmp.Compare(in.At, t) })
	if begin.Partial {
		b.checkpoints, l.start = nil, now
	}
	b.frontier, b.scan = now, scanAt(w, b.marks)
	if b.scan.trouble.lost && !lost(b.marks) { // for how long is not told, but that it is so
		b.marks = append(b.marks, Mark{Time: now, Kind: MarkNoQuorum})
	}
	l.keep()
	b.checkpoints[len(b.checkpoints)-1].from = now // what was before would take long, if it is known at all
	return nil
}

// lost reports whether the newest of marks that tells of a quorum tells that there is
// none.
func lost(marks []Mark) bool {
	for _, m := range slices.Backward(marks) {
		if m.Kind == MarkNoQuorum || m.Kind == MarkQuorum {
			return m.Kind == MarkNoQuorum
		}
	}
	return false
}

// Follows reports whether the lab follows a world that runs elsewhere, or one does
// that it can go back to.
func (l *Lab) Follows() bool { return l.follows != nil || l.away != nil }

// Aside reports whether the lab is its owner's own, and a followed world only what it
// can go back to.
func (l *Lab) Aside() bool { return l.follows == nil && l.away != nil }

// followed returns the lab that follows a world: this one as it is, or the one
// that it can go back to; nil if there is none.
func (l *Lab) followed() *Lab {
	if l.follows == nil {
		return l.away
	}
	kept := *l
	return &kept
}

// FollowAside makes by, which follows a world, the one that Rejoin leads to. What
// is looked at stays as it is, and is followed no more if it was.
func (l *Lab) FollowAside(by *Lab) { l.follows, l.away = nil, by }

// onFollowed reports whether the current branch is the followed one.
func (l *Lab) onFollowed() bool { return l.follows != nil && l.current == l.follows.branch }

// Horizon returns up to when the followed world is known, and whether the lab is
// on its branch.
func (l *Lab) Horizon() (t sim.Time, on bool) {
	switch {
	case l.follows != nil:
		return l.follows.horizon, l.onFollowed()
	case l.away != nil:
		return l.away.follows.horizon, false
	}
	return 0, false
}

// Hear takes what has happened since: encoded inputs, which may be none, and up
// to when that is all. It returns the inputs.
func (l *Lab) Hear(encoded []byte, until sim.Time) ([]Input, error) {
	f := l.follows
	switch {
	case f == nil && l.away != nil:
		return l.away.Hear(encoded, until)
	case f == nil:
		return nil, errors.New("hear of a world: none is followed")
	}
	heard, err := DecodeInputs(encoded, f.last)
	if err != nil {
		return nil, fmt.Errorf("hear of a world: %w", err)
	}
	if len(heard) > 0 && heard[0].At <= f.horizon {
		return nil, fmt.Errorf("hear of a world: an input at %v, where all was known up to %v", heard[0].At, f.horizon)
	}
	if n := len(heard); n > 0 {
		f.last = heard[n-1].At
	}
	b := l.branches[f.branch]
	b.inputs = append(b.inputs, heard...)
	f.horizon = max(f.horizon, f.last, until)
	return heard, nil
}

// Rejoin goes to the followed branch, as near to its horizon as is known without
// computing: AdvanceSome then leads on.
func (l *Lab) Rejoin() {
	if l.follows == nil && l.away != nil {
		l.Replace(l.away)
	}
	f := l.follows
	if f == nil {
		return
	}
	c, ok := l.branches[f.branch].before(f.horizon)
	if !ok || l.onFollowed() && l.Now() >= c.at {
		return
	}
	l.current = f.branch
	l.restore(c)
}

// EncodeInputs writes inputs that follow one at a moment.
func EncodeInputs(inputs []Input, last sim.Time) []byte {
	c := wire.NewEncoder(nil)
	codeInputs(c, ModelVersion, &inputs, last)
	return c.Encoded()
}

// DecodeInputs reads what EncodeInputs has written.
func DecodeInputs(data []byte, last sim.Time) ([]Input, error) {
	if len(data) == 0 {
		return nil, nil
	}
	c := wire.NewDecoder(data)
	var inputs []Input
	codeInputs(c, ModelVersion, &inputs, last)
	if c.Err() == nil && c.Rest() > 0 {
		c.Fail("%d bytes are left over", c.Rest())
	}
	if err := c.Err(); err != nil {
		return nil, fmt.Errorf("decode inputs: %w", err)
	}
	return inputs, verifyInputs(inputs, last)
}

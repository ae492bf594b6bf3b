package lab

import (
	"fmt"

	"raftarium/core/sim"
	"raftarium/core/wire"
)

// keptMax bounds the branches that are kept: more than anybody tells apart.
const keptMax = 256

// keptBranch is what is kept of a branch: where it began, how far it has been,
// and what was done on it alone.
type keptBranch struct {
	parent         int
	fork, frontier sim.Time
	inputs         []Input
}

// keptLab is what is kept of a lab: all that cannot be computed.
type keptLab struct {
	version  uint64
	config   Config
	branches []keptBranch
	current  int
	now      sim.Time
}

// Keep returns all that was done in the lab, on all branches, and where it
// stands, for Return. It is empty where the beginning is not known, or a world is
// followed: whoever runs it keeps it.
func (l *Lab) Keep() []byte {
	if l.start > 0 || l.Follows() || len(l.branches) > keptMax {
		return nil
	}
	k := keptLab{version: ModelVersion, config: l.env.config, current: l.current, now: l.Now()}
	for _, b := range l.branches {
		own := len(b.inputs)
		for own > 0 && b.inputs[own-1].At > b.fork {
			own--
		}
		k.branches = append(k.branches, keptBranch{parent: b.parent, fork: b.fork, frontier: b.frontier, inputs: b.inputs[own:]})
	}
	c := wire.NewEncoder(nil)
	k.code(c)
	return c.Encoded()
}

func (k *keptLab) code(c *wire.Coder) {
	c.Uint64(&k.version)
	if c.Decoding() && k.version > ModelVersion {
		c.Fail("it was kept by version %d of the model, and this is version %d", k.version, ModelVersion)
		return
	}
	k.config.code(c, k.version)
	wire.Number(c, &k.current)
	wire.Number(c, &k.now)
	wire.List(c, &k.branches, func(b *keptBranch) {
		wire.Number(c, &b.parent)
		wire.Number(c, &b.fork)
		wire.Number(c, &b.frontier)
		codeInputs(c, k.version, &b.inputs, b.fork)
	})
}

// verify refuses what no lab can have kept.
func (k *keptLab) verify() error {
	if len(k.branches) == 0 || len(k.branches) > keptMax || k.current < 0 || k.current >= len(k.branches) {
		return fmt.Errorf("it stands on branch %d of %d", k.current, len(k.branches))
	}
	for i, b := range k.branches {
		if b.parent >= i || b.parent < 0 && (i > 0 || b.fork != 0) || b.fork < 0 || b.frontier < b.fork || b.frontier > maxLinkTime ||
			i > 0 && b.fork > k.branches[b.parent].frontier {
			return fmt.Errorf("branch %d begins on branch %d at %v and goes to %v", i, b.parent, b.fork, b.frontier)
		}
		if err := verifyInputs(b.inputs, b.fork); err != nil {
			return err
		}
	}
	if k.now < 0 || k.now > k.branches[k.current].frontier {
		return fmt.Errorf("it stands at %v", k.now)
	}
	return nil
}

// Return is a lab that goes back to where one stood that was kept: its world
// is computed anew, branch after branch.
type Return struct {
	lab    *Lab
	kept   keptLab
	branch int  // that is being played
	begun  bool // it was forked off
	older  bool
}

// ReturnTo begins to go back to where Keep was called. The error is a sentence;
// bytes of whatever origin do no harm.
func ReturnTo(data []byte) (*Return, error) {
	r := &Return{}
	c := wire.NewDecoder(data)
	r.kept.code(c)
	err := c.Err()
	if err == nil && c.Rest() > 0 {
		err = fmt.Errorf("%d bytes are left over", c.Rest())
	}
	if err == nil {
		err = r.kept.verify()
	}
	if err == nil {
		r.lab, err = New(r.kept.config)
	}
	if err != nil {
		return nil, fmt.Errorf("return to what was kept: it is damaged: %w", err)
	}
	r.older = r.kept.version < ModelVersion
	return r, nil
}

// Lab is the lab, once Step has reported true.
func (r *Return) Lab() *Lab { return r.lab }

// Older reports whether an older model kept it, so that it may be another world.
func (r *Return) Older() bool { return r.older }

// Step goes on for about so many events, and reports whether the lab stands
// where it stood.
func (r *Return) Step(events int) bool {
	for r.branch < len(r.kept.branches) {
		b := &r.kept.branches[r.branch]
		if !r.begun && !r.begin(b, events) {
			return false
		}
		if !r.lab.AdvanceSome(b.frontier, events) {
			return false
		}
		r.branch, r.begun = r.branch+1, false
	}
	if r.lab.current != r.kept.current {
		if r.lab.Enter(r.kept.current) != nil {
			return true // verify has seen that there is such a branch
		}
	}
	return r.lab.Now() == r.kept.now || r.lab.SeekSome(r.kept.now, events)
}

// begin goes to where a branch begins, and forks it off.
func (r *Return) begin(b *keptBranch, events int) bool {
	if r.branch > 0 {
		if r.lab.current != b.parent && r.lab.Enter(b.parent) != nil {
			return false
		}
		if r.lab.Now() != b.fork && !r.lab.SeekSome(b.fork, events) {
			return false
		}
		r.lab.fork()
	}
	own := r.lab.branch()
	own.inputs = append(own.inputs, b.inputs...)
	r.begun = true
	return true
}

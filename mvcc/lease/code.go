package lease

import "raftarium/mvcc"

// Code walks over what the log has decided: the leases, not when they run out.
// This is what a snapshot carries from member to member. Decoding leaves a
// lessor that is not the primary; what cannot be leaves an empty one and is
// told to c, if it has a method Fail(format, args...).
func (l *Lessor) Code(c mvcc.Coder) {
	if !c.Decoding() {
		c.Len(l.byID.Len())
		l.byID.Ascend(func(g *Lease) bool {
			codeGrant(c, g)
			return true
		})
		return
	}
	l.reset()
	last := &Lease{}
	for i := range c.Len(0) {
		g := &Lease{Expiry: Forever}
		codeGrant(c, g)
		if g.ID == 0 || i > 0 && g.ID <= last.ID || g.TTL < 1 || g.TTL > MaxTTL || g.Left < 0 || g.Left > g.TTL {
			l.reset()
			fail(c, "lease %x with a TTL of %d s is none", g.ID, g.TTL)
			return
		}
		l.byID.ReplaceOrInsert(g)
		last = g
	}
}

func codeGrant(c mvcc.Coder, g *Lease) {
	c.Int64(&g.ID)
	c.Int64(&g.TTL)
	c.Int64(&g.Left)
}

// CodeClock walks over what Code leaves out: whether this is the primary, and
// when its leases run out. The two together are the whole lessor.
func (l *Lessor) CodeClock(c mvcc.Coder) {
	primary := l.primary
	c.Bool(&primary)
	if !primary {
		if c.Decoding() {
			l.Demote()
		}
		return
	}
	if c.Decoding() {
		l.primary, l.byTime = true, newByTime()
	}
	var all []Lease
	l.All(func(g Lease) bool {
		at := int64(g.Expiry)
		c.Int64(&at)
		g.Expiry = Time(at)
		all = append(all, g)
		return true
	})
	if !c.Decoding() {
		return
	}
	l.replace(all)
}

func fail(c mvcc.Coder, format string, args ...any) {
	if f, ok := c.(interface{ Fail(string, ...any) }); ok {
		f.Fail(format, args...)
	}
}

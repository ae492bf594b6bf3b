package compose

import (
	"strings"

	"raftarium/core/lab"
	"raftarium/core/member"
	"raftarium/core/narrate"
	"raftarium/core/sim"
	"raftarium/mvcc"
	"raftarium/mvcc/lease"
	"raftarium/viz/scene"
)

// leasesSorted is up to how many leases those that run out first come first.
const leasesSorted = 256

// leases draws the member's leases as rings. Only the leader counts their time.
func (b *builder) leases(d *storing) {
	box, l := d.place.leases, d.v.m.Lessor()
	if box.W <= 0 || l == nil {
		return
	}
	if d.place.narrow && (d.tree == 0 || d.place.tree.W == 0) { // close to what they go with
		box.Y = min(box.Y, d.place.watchers+20*float32(d.place.watcherMax)-4)
	}
	top := box.Y
	if !d.place.narrow {
		about := "store.leases-leader"
		if !l.Primary() {
			about = "store.leases-follower"
		}
		title := b.text("store.leases")
		b.s.Labels = append(b.s.Labels, scene.Label{Text: title, X: box.X, Y: top + 14, Size: 15, Bold: true},
			scene.Label{Text: b.text(about), X: box.X + textWidth(title, 15) + 16, Y: top + 14, Size: 12, Tone: scene.Ink2})
		top += 26
	}
	if l.Len() == 0 {
		b.caption(box.X, top+14, b.text("store.no-leases", narrate.Str("line", "etcdctl lease grant 10")))
		return
	}
	r, pitch := float32(24), float32(56)
	if float32(l.Len())*pitch > box.Y+box.H-top {
		r, pitch = 19, 43
	}
	room := int((box.Y + box.H - top) / pitch)
	if d.place.narrow {
		r, pitch = box.H/2-2, box.H+4
		room = int((box.W - 24) / pitch)
	}
	list := leasesOf(l, max(room, 1))
	if more := l.Len() - len(list); more > 0 {
		at := scene.Point{X: box.X, Y: box.Y + box.H - 2}
		if d.place.narrow {
			at.X, at.Y = box.X+float32(len(list))*pitch, top+26
		}
		b.caption(at.X, at.Y, b.after("+ ", uint64(more)))
	}
	for i := range list {
		ring := b.ringOf(d, &list[i])
		ring.X, ring.Y, ring.R, ring.TextX = box.X+r, top+6+r+float32(i)*pitch, r, box.X+2*r+14
		if d.place.narrow {
			ring.X, ring.Y = box.X+r+float32(i)*pitch, top+r+4
			if len(list) > 1 {
				ring.Title, ring.Detail = "", ""
			}
			if ring.Left >= 0 {
				ring.Seconds, _, _ = strings.Cut(ring.Seconds, " ")
			}
		}
		if textWidth(ring.Seconds, 12) > 2*r-14 { // as much as is free within the ring
			ring.Seconds, _, _ = strings.Cut(ring.Seconds, " ")
		}
		ring.Detail = fitted(ring.Detail, box.X+box.W-ring.TextX, 12, false)
		b.s.Store.Leases = append(b.s.Store.Leases, ring)
	}
}

// leasesOf returns up to so many leases, those first that run out first.
func leasesOf(l *lease.Lessor, most int) []lease.Lease {
	if l.Primary() && l.Len() <= leasesSorted {
		list := l.InOrderOfExpiry()
		return list[:min(most, len(list))]
	}
	list := make([]lease.Lease, 0, most)
	l.All(func(g lease.Lease) bool {
		list = append(list, g)
		return len(list) < most
	})
	return list
}

// ringOf is a lease as the member has it.
func (b *builder) ringOf(d *storing, g *lease.Lease) scene.Lease {
	ring := scene.Lease{ID: g.ID, Left: -1, Size: 12, Title: member.LeaseID(g.ID), Seconds: b.joined(b.digits(uint64(g.TTL)), " s")}
	keys, n := "", 0
	d.kv.Leased(g.ID, func(key string) bool {
		if n++; n > 1 {
			keys += ", "
		}
		keys += key
		return n < 8
	})
	ring.Detail = b.text("store.lease", narrate.Num("ttl", int(g.TTL)))
	if n > 0 {
		ring.Detail = b.text("store.lease-holds", narrate.Num("ttl", int(g.TTL)), narrate.Str("keys", keys))
	}
	if d.v.m.Lessor().Primary() && g.Expiry != lease.Forever {
		left := sim.Time(max(0, g.Expiry-lease.Time(b.w.ClockAt(d.v.node, b.now))))
		ring.Left = float32(float64(left) / (float64(g.TTL) * float64(sim.Second)))
		ring.Alarm = ring.Left < 0.25
		ring.Seconds = b.text("store.seconds", narrate.Str("s", b.tenths(left)))
		if left == 0 {
			ring.Detail = b.text("store.lease-over")
		}
	}
	ring.Selected = b.in.Selected.Kind == LeaseTarget && b.in.Selected.Lease == g.ID
	return ring
}

// tenths writes a span in seconds: to the tenth below ten, else whole.
func (b *builder) tenths(t sim.Time) string {
	if t >= 10*sim.Second {
		return b.digits(uint64(t / sim.Second))
	}
	n := uint64(t / (sim.Second / 10))
	return b.joined(b.digits(n/10), ".", b.digits(n%10))
}

// watchers draws who watches through the member, at the revision after the last
// that they have heard of: behind while what they are told is on its way.
func (b *builder) watchers(d *storing) {
	p, g := &d.place, &d.place.grid
	if p.watcherMax == 0 {
		return
	}
	ws := d.v.m.Watchers()
	label := scene.Label{Text: b.text("store.watchers"), X: p.keys, Y: p.watchers + 4.5, Size: 12, Tone: scene.Ink3}
	b.s.Labels = append(b.s.Labels, label)
	if ws == nil || ws.Len() == 0 {
		text := b.text("store.no-watchers", narrate.Str("line", "etcdctl watch message"))
		if n, at := b.watchersElsewhere(d.v); n > 0 {
			text = b.text("store.watchers-elsewhere", narrate.Num("n", n), narrate.Str("member", b.name(at, false)))
		}
		right := b.in.Width
		if p.tree.Y > 0 {
			right = p.tree.X
		}
		x := max(g.X, p.keys+textWidth(label.Text, 12)+12)
		b.caption(x, p.watchers+4.5, fitted(text, right-x-8, 12, false))
		return
	}
	n := 0
	ws.All(func(on uint64, id int64, _ mvcc.WatchRequest) bool {
		if n == p.watcherMax {
			return false
		}
		b.s.Store.Watchers = append(b.s.Store.Watchers, b.watcher(d, on, id, p.watchers+20*float32(n)))
		n++
		return true
	})
	if more := ws.Len() - n; more > 0 {
		b.caption(p.keys, p.watchers+24.5, b.after("+ ", uint64(more)))
	}
}

// watchersElsewhere returns how many watch through others than a member, and the
// first of these.
func (b *builder) watchersElsewhere(not *view) (n int, at *view) {
	for i := range b.views {
		v := &b.views[i]
		if ws := v.m.Watchers(); v.up && v != not && ws != nil && ws.Len() > 0 {
			if n += ws.Len(); at == nil {
				at = v
			}
		}
	}
	return n, at
}

func (b *builder) watcher(d *storing, on uint64, id int64, y float32) scene.Watcher {
	g := &d.place.grid
	x, _ := lab.WatcherOf(b.w, d.v.node, on, id)
	w := scene.Watcher{Stream: on, ID: id, Y: y, Left: g.X, Right: g.X + g.W, Behind: x.Heard < x.Next}
	edge := func(rev int64) float32 { return clamp(d.x(rev)-d.pitch/2, g.X, g.X+g.W-6) }
	w.From, w.At = edge(x.Request.From), edge(x.Heard)
	at := &b.in.Selected
	w.Selected = at.Kind == WatcherTarget && at.Node == d.v.node && at.Stream == on && at.Watch == id
	w.Text = fitted(b.watching(d.kv, &x), g.W-24, 12, false)
	w.TextX, w.Align = w.At+12, scene.Start
	if w.TextX+textWidth(w.Text, 12) > g.X+g.W {
		w.TextX, w.Align = w.At-12, scene.End
		if w.TextX-textWidth(w.Text, 12) < g.X {
			w.TextX, w.Align = g.X, scene.Start
		}
	}
	return w
}

// watching says who watches what, and how far they are.
func (b *builder) watching(kv *mvcc.Store, x *lab.Watcher) string {
	who, what, next := narrate.Str("client", lab.NameOf(b.w, x.Client)), narrate.Str("key", x.What()), narrate.Num("revision", int(x.Next))
	switch {
	case x.Heard < x.Next:
		return b.text("store.watch-behind", who, what, narrate.Num("n", x.Coming))
	case x.Next > kv.Revision()+1:
		return b.text("store.watch-waits", who, what, next)
	}
	return b.text("store.watch-synced", who, what, next)
}

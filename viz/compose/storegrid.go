package compose

import (
	"unicode/utf8"

	"raftarium/core/narrate"
	"raftarium/mvcc"
	"raftarium/viz/scene"
)

// revisions writes the numbers over the columns, as many as there is room for, and
// the entries over those that are not applied.
func (b *builder) revisions(d *storing) {
	g, now := &d.place.grid, d.kv.Revision()
	y := g.Y - 10
	b.s.Labels = append(b.s.Labels, scene.Label{Text: b.text("store.revision"), X: d.place.keys, Y: y, Size: 12, Tone: scene.Ink3})
	every := stride(textWidth(b.digits(uint64(d.last)), 12)+10, d.pitch)
	room := textWidth(b.digits(uint64(now)), 12)/2 + 12 // about the newest, which is always told
	for rev := (d.first + every - 1) / every * every; rev <= d.last; rev += every {
		if rev != now && d.x(now)-d.x(rev) < room+textWidth(b.digits(uint64(rev)), 12)/2 {
			break
		}
		b.s.Store.Columns = append(b.s.Store.Columns, scene.Column{Text: b.digits(uint64(rev)), X: d.x(rev), Y: y, W: d.pitch, Size: 12, Known: rev == now})
	}
	if d.last == now && now%every != 0 || d.last == now && every > 1 {
		b.s.Store.Columns = append(b.s.Store.Columns, scene.Column{Text: b.digits(uint64(now)), X: d.x(now), Y: y, W: d.pitch, Size: 12, Known: true})
	}
	free := d.x(now) + room
	for i := range d.ahead {
		text := b.text("store.entry", narrate.Num("index", int(d.pending[i].index)))
		x, w := d.x(now+1+int64(i)), textWidth(text, 12)
		if x-w/2 < free || x+w/2 > g.X+g.W+12 {
			continue
		}
		free = x + w/2 + 8
		b.s.Store.Columns = append(b.s.Store.Columns, scene.Column{Text: text, X: x, Y: y, W: d.pitch, Size: 12})
	}
}

// stride is the distance of numbers that need so much room each: 1, 2 or 5 of a
// power of ten.
func stride(room, pitch float32) int64 {
	for unit := int64(1); ; unit *= 10 {
		for _, k := range [3]int64{1, 2, 5} {
			if float32(unit*k)*pitch >= room {
				return unit * k
			}
		}
	}
}

// keyRows writes the names of the keys.
func (b *builder) keyRows(d *storing) {
	p, g := &d.place, &d.place.grid
	if len(d.rows) == 0 {
		b.s.Labels = append(b.s.Labels, scene.Label{Text: fitted(b.text("panel.no-keys", narrate.Str("line", `etcdctl put message "hello world"`)), g.W, 13, false),
			X: g.X, Y: g.Y + 18, Size: 13, Tone: scene.Ink2})
	}
	for i := range d.rows {
		r := &d.rows[i]
		row := scene.KeyRow{Key: r.key, TextX: p.keys + 4, Size: p.size, Quiet: !r.alive, Selected: d.keyed && d.key == r.key,
			Box: scene.Rect{X: p.keys, Y: g.Y + float32(i)*d.rowPitch, W: g.X - p.keys - 4, H: d.rowPitch}}
		row.Text = fittedEnd(r.key, row.Box.W-8, p.size)
		b.s.Store.Rows = append(b.s.Store.Rows, row)
	}
}

// fitted is as much of a text as there is room for, on one line.
func fitted(text string, width, size float32, mono bool) string {
	if text != "" {
		text = scene.Visible(text)
	}
	each := float32(0.52)
	if mono {
		each = 0.6
	}
	w, cut := float32(0), 0
	for i, r := range text {
		step := each
		switch {
		case r >= 0x2e80:
			step = 1
		}
		if w += step * size; w > width {
			if cut == 0 {
				return ""
			}
			return text[:cut] + "…"
		}
		if w+0.8*size <= width {
			cut = i + len(string(r))
		}
	}
	return text
}

// fittedMost is how many bytes of a key's end are looked at.
const fittedMost = 512

// fittedEnd is as much of a key's end as there is room for: keys that begin alike
// are told apart by it.
func fittedEnd(key string, width, size float32) string {
	key = scene.Visible(key[max(0, len(key)-fittedMost):])
	if fitted(key, width, size, true) == key {
		return key
	}
	w, from := 1.2*size, len(key)
	for from > 0 {
		_, n := utf8.DecodeLastRuneInString(key[:from])
		if w += textWidth(key[from-n:from], size) * 1.16; w > width {
			break
		}
		from -= n
	}
	if from == len(key) {
		return fitted(key, width, size, true)
	}
	return "…" + key[from:]
}

// life draws the changes of a key that are in view, and its generations.
func (b *builder) life(d *storing, row int) {
	r, to, g := &d.rows[row], &b.s.Store, &d.place.grid
	y := g.Y + (float32(row)+0.5)*d.rowPitch
	end := g.X + float32(d.fit)*d.pitch // of the stretch that is followed back
	if d.last == d.kv.Revision() {
		end = d.x(d.last) + d.pitch/2
	}
	count := len(to.Changes)
	var oldest mvcc.Change
	all := true // the store keeps none before the oldest
	d.kv.History(r.key, d.last, func(c mvcc.Change) bool {
		x := max(d.x(c.Mod), g.X)
		if !c.Delete && x < end {
			to.Generations = append(to.Generations, scene.Generation{X0: x, X1: end, Y: y})
		}
		if c.Mod < d.first || len(to.Changes) >= changesMost {
			all = false
			return false
		}
		end, oldest = x, c
		to.Changes = append(to.Changes, b.cell(d, &c, x, y))
		return true
	})
	b.besideEachOther(to.Changes[count:])
	if all && !oldest.Delete && oldest.Create < oldest.Mod {
		b.goneBefore(d, &oldest, y)
	}
	b.pendingCells(d, r.key, y)
}

// goneBefore draws what is known of the changes before the oldest that the store
// keeps of a generation: when the first of them was made.
func (b *builder) goneBefore(d *storing, oldest *mvcc.Change, y float32) {
	from := max(d.x(oldest.Create), d.place.grid.X)
	b.s.Store.Generations = append(b.s.Store.Generations, scene.Generation{X0: from, X1: d.x(oldest.Mod), Y: y, Gone: true})
	if oldest.Create < d.first {
		return
	}
	gone := b.cell(d, &mvcc.Change{KeyValue: mvcc.KeyValue{Key: oldest.Key}}, d.x(oldest.Create), y)
	gone.Kind = scene.ChangeGone
	b.s.Store.Changes = append(b.s.Store.Changes, gone)
}

// cell is a change in its column.
func (b *builder) cell(d *storing, c *mvcc.Change, x, y float32) scene.Change {
	w, h := max(1, d.pitch-4), clamp(d.rowPitch-8, 5, 26)
	if d.pitch < 14 {
		w = max(1.5, d.pitch-1)
	}
	change := scene.Change{Key: c.Key, Rev: c.ModRev.Main, Sub: c.ModRev.Sub, Entry: c.Entry, Term: c.Term, Size: 13}
	if c.Delete {
		change.Kind = scene.ChangeTombstone
		w = min(w, h)
	} else if w >= 18 {
		change.Text = fitted(scene.Visible(d.v.m.Arena().Text(c.Value)), w-4, 13, false)
	}
	change.Box = scene.Rect{X: x - w/2, Y: y - h/2, W: w, H: h}
	at := &b.in.Selected
	change.Selected = at.Kind == ChangeTarget && at.Key == c.Key && at.Rev == c.ModRev
	return change
}

// besideEachOther makes room for several changes of a key at one main revision.
// They come newest first.
func (b *builder) besideEachOther(changes []scene.Change) {
	for i := 0; i < len(changes); {
		k := i + 1
		for k < len(changes) && changes[k].Rev == changes[i].Rev {
			k++
		}
		if n := k - i; n > 1 {
			w := max(1, b.s.Store.Pitch-4) / float32(n)
			for at := i; at < k; at++ {
				box := &changes[at].Box
				box.X = box.X + box.W/2 + (float32(k-1-at)-float32(n)/2)*w
				box.W = max(1, w-1)
				changes[at].Text = fitted(changes[at].Text, box.W-4, 13, false)
			}
		}
		i = k
	}
}

// lines draws where history ends: what is compacted away, and the playhead.
func (b *builder) lines(d *storing) {
	g, to := &d.place.grid, &b.s.Store
	to.LineBottom = g.Y + g.H
	now, compacted := d.kv.Revision(), d.kv.Compacted()
	y, edge := g.Y+g.H+15, float32(0)
	free := g.X + g.W // from the left edge to here nothing is written below the grid
	take := func(l *scene.Label) {
		x := l.X
		if l.Align == scene.End {
			x -= textWidth(l.Text, 12) * 1.1
		}
		free = min(free, x)
		b.s.Labels = append(b.s.Labels, *l)
	}
	if compacted > 1 && compacted > d.first {
		x := min(g.X+float32(compacted-d.first)*d.pitch, g.X+g.W)
		to.Hatched = scene.Rect{X: g.X, Y: g.Y, W: x - g.X, H: g.H}
		if compacted <= d.last {
			to.Compacted = x
			text := b.text("store.compacted", narrate.Num("revision", int(compacted)))
			label := scene.Label{Text: text, X: x, Y: y, Size: 12, Bold: true, Align: scene.End}
			if edge = x + 10; x-textWidth(text, 12) < g.X {
				label.Align, label.X = scene.Start, g.X
				edge = g.X + textWidth(text, 12)*1.1 + 10
			}
			take(&label)
		}
	}
	if d.last == now && len(d.rows) > 0 { // among keys: where there are none is what to try
		to.Now = d.x(now) + d.pitch/2
		text := b.text("store.now", narrate.Num("revision", int(now)))
		label := scene.Label{Text: text, X: to.Now, Y: y, Size: 12, Bold: true, Tone: scene.Accent, Align: scene.End}
		if w := textWidth(text, 12) * 1.1; to.Now-w < max(edge, d.place.keys) {
			label.Align, label.X = scene.Start, max(edge, to.Now)
			if label.X+w > g.X+g.W {
				label.X = g.X + g.W - w
			}
		}
		take(&label)
	}
	if d.clipped > 0 {
		text := b.text("store.rows", narrate.Num("n", len(d.rows)), narrate.Num("keys", d.kv.Indexed()))
		label := scene.Label{Text: text, X: d.place.keys, Y: y, Size: 12, Tone: scene.Ink3}
		if d.place.keys+textWidth(text, 12)+8 > free {
			label.Text = b.joined(b.digits(uint64(len(d.rows))), "/", b.digits(uint64(d.kv.Indexed())))
		}
		b.s.Labels = append(b.s.Labels, label)
	}
}

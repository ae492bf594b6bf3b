package compose

import (
	"raftarium/core/lab"
	"raftarium/core/sim"
	"raftarium/viz/scene"
)

// chips gives each member the letters of the clients that talk to it, or talked to
// it last.
func (b *builder) chips() {
	count := 0
	for range lab.Clients(b.w) {
		count++
	}
	chips := b.rooms.chips.take(count)[:0]
	for i := range b.s.Members {
		m := &b.s.Members[i]
		start := len(chips)
		for _, t := range lab.Clients(b.w) {
			at, waits := t.WaitingAt()
			if j := t.Journey(); !waits && j.Message != 0 {
				at = j.Server
			}
			if b.at(at) != i || at == sim.Nobody {
				continue
			}
			chip := scene.ClientChip{Letter: t.Name()}
			if m.Detail != scene.Full {
				chip.Size = 14
			}
			chips = append(chips, chip)
		}
		if len(chips) > start {
			m.Clients = chips[start:len(chips):len(chips)]
		}
	}
}

// placeChips finds the places of the clients' letters, once all names have theirs.
func (b *builder) placeChips() {
	for i := range b.s.Members {
		m := &b.s.Members[i]
		if len(m.Clients) == 0 {
			continue
		}
		best, least := 0, float32(-1)
		for k := 0; b.placeRow(m, k); k++ {
			area := b.crowdedChips(i)
			if least < 0 || area < least-0.01 {
				best, least = k, area
			}
			if area == 0 {
				break
			}
		}
		b.placeRow(m, best)
	}
}

// placeRow puts the letters at a member to the k-th of their places, and reports
// whether they have so many: at its outer side, past its name, at its other side,
// above or below it, and one below the other at a side.
func (b *builder) placeRow(m *scene.Member, k int) bool {
	out := side(m.X - b.s.Ring.X + 1)
	for i := range m.Clients {
		p := m.ChipPoint(b.s.Ring, i)
		if m.Detail != scene.Full {
			p = b.outward(m, i)
		}
		step := float32(21 * i)
		reach, up := round(m)
		switch k {
		case 0:
		case 1, 2: // at other heights of its outer side
			p = scene.Point{X: m.X + out*(reach+11+step), Y: m.Y + 22*float32(2*k-3)}
		case 3, 4: // past its name
			if m.Name == "" {
				continue
			}
			name, past := nameBox(m), out*float32(7-2*k)
			p = scene.Point{X: name.X + name.W/2 + past*(name.W/2+13+step), Y: name.Y + name.H/2}
		case 5:
			p.X = 2*m.X - p.X
		case 6:
			p = scene.Point{X: m.X + out*step, Y: m.Y + reach + 11}
		case 7:
			p = scene.Point{X: m.X + out*step, Y: m.Y - up - 11}
		case 8, 9: // one below the other
			p = scene.Point{X: m.X + out*float32(17-2*k)*(reach+11), Y: m.Y - 19 + step}
		default:
			return false
		}
		c, field := &m.Clients[i], &b.lay.ring
		c.X, c.Y = clamp(p.X, field.X+11, field.X+field.W-11), clamp(p.Y, field.Y+11, field.Y+field.H-11)
	}
	return true
}

// crowdedChips is how much of the letters at a member stands on something else.
func (b *builder) crowdedChips(i int) (area float32) {
	row := b.s.Members[i].Clients
	for k := range row {
		box := chipBox(&row[k])
		area += b.onBodies(box) + b.onWords(box, -1, chipsApart) + b.outside(box) + b.onLegend(box)
		for j := range b.s.Members[:i+1] {
			others := b.s.Members[j].Clients
			if j == i {
				others = row[:k]
			}
			for o := range others {
				area += shared(box, chipBox(&others[o]), 0)
			}
		}
	}
	return area
}

// outward is where the i-th letter at a small member stands: on the line from the
// ring's centre, beyond its name.
func (b *builder) outward(m *scene.Member, i int) scene.Point {
	d := m.R + 12 + 16*float32(i)
	if m.Name != "" {
		d += 18
	}
	return b.s.Ring.At(angle(m.X-b.s.Ring.X, m.Y-b.s.Ring.Y), b.s.Ring.R+d)
}

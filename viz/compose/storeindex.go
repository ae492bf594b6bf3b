package compose

import (
	"raftarium/core/narrate"
	"raftarium/mvcc"
	"raftarium/viz/scene"
)

const (
	keyHeight = 24  // of a key in a node
	keyWidest = 112 // of a key in a node
)

// index draws the key index as the B-tree that it is: all keys of a root that is a
// leaf, as far as there is room; else the root's keys, and its children as bars.
func (b *builder) index(d *storing) {
	box := d.place.index
	root, ok := d.kv.IndexRoot()
	if box.W <= 0 || !ok {
		return
	}
	top, bottom := box.Y+14, box.Y+box.H
	if b.in.Layout == Tall {
		top += 14
	}
	caption := b.text("store.one-node", narrate.Num("keys", root.Len()), narrate.Num("most", 2*mvcc.IndexDegree-1))
	if root.Children() == 0 {
		y := b.node(d, root, scene.Rect{X: box.X, Y: top, W: box.W, H: bottom - top - 22})
		b.caption(box.X, y+17, caption)
		return
	}
	levels, at := 1, root
	for at.Children() > 0 {
		levels, at = levels+1, at.Child(0)
	}
	y := b.node(d, root, scene.Rect{X: box.X, Y: top, W: box.W, H: keyHeight})
	b.children(d, root, scene.Rect{X: box.X, Y: y, W: box.W, H: clamp(bottom-y-22, 20, 70)})
	caption = b.text("store.levels", narrate.Num("levels", levels), narrate.Num("nodes", root.Children()), narrate.Num("keys", d.kv.Indexed()))
	b.caption(box.X, min(y+70, bottom-22)+17, caption)
}

func (b *builder) caption(x, y float32, text string) {
	b.s.Labels = append(b.s.Labels, scene.Label{Text: text, X: x, Y: y, Size: 12, Tone: scene.Ink2})
}

// node draws a node as a box of its keys, in lines, and returns its lower edge.
// Keys that there is no room for are counted in a last cell.
func (b *builder) node(d *storing, n mvcc.IndexNode, room scene.Rect) float32 {
	lines := max(1, int(room.H/keyHeight))
	node := scene.IndexNode{Box: scene.Rect{X: room.X, Y: room.Y, H: keyHeight}}
	x, line := room.X, 0
	for i := range n.Len() {
		key := n.Key(i)
		w := clamp(textWidth(key, 12)*1.16+12, 28, keyWidest)
		rest := float32(0) // for how many there are besides
		if line == lines-1 && i < n.Len()-1 {
			rest = 40
		}
		if x+w+rest > room.X+room.W {
			if line == lines-1 {
				text := b.after("+ ", uint64(n.Len()-i))
				node.Keys = append(node.Keys, scene.IndexKey{Text: text, Quiet: true, Box: scene.Rect{X: x, Y: node.Box.Y + float32(line)*keyHeight, W: 40, H: keyHeight}})
				node.Box.W = max(node.Box.W, x+40-room.X)
				break
			}
			x, line = room.X, line+1
		}
		node.Keys = append(node.Keys, scene.IndexKey{Key: key, Text: fittedEnd(key, w-6, 12), Quiet: !d.lives(key),
			Selected: d.keyed && d.key == key, Box: scene.Rect{X: x, Y: node.Box.Y + float32(line)*keyHeight, W: w, H: keyHeight}})
		x += w
		node.Box.W = max(node.Box.W, x-room.X)
	}
	node.Box.H = float32(line+1) * keyHeight
	b.s.Store.Nodes = append(b.s.Store.Nodes, node)
	return node.Box.Y + node.Box.H
}

// lives reports whether a key exists at present.
func (d *storing) lives(key string) bool {
	if i := d.row(key); i >= 0 {
		return d.rows[i].alive
	}
	_, lives := d.kv.Get(key)
	return lives
}

// children draws a node's children as bars, as full as they are, and the way to
// that which holds the selected key.
func (b *builder) children(d *storing, n mvcc.IndexNode, room scene.Rect) {
	const most = 2*mvcc.IndexDegree - 1
	count := n.Children()
	pitch := min(room.W/float32(count), 28)
	high := min(room.H-14, 40)
	chosen := -1
	if d.keyed {
		chosen = 0
		for chosen < n.Len() && n.Key(chosen) < d.key {
			chosen++
		}
		if chosen < n.Len() && n.Key(chosen) == d.key {
			chosen = -1 // it is in the root itself
		}
	}
	from := b.s.Store.Nodes[len(b.s.Store.Nodes)-1].Box
	for i := range count {
		x := room.X + (float32(i)+0.5)*pitch
		bar := scene.IndexNode{Box: scene.Rect{X: x - pitch*0.4, Y: room.Y + 14, W: max(1, pitch*0.8), H: high},
			First: n.Child(i).Key(0), Fill: float32(n.Child(i).Len()) / most, Selected: i == chosen}
		line := scene.Rule{From: scene.Point{X: min(x, from.X+from.W), Y: from.Y + from.H}, To: scene.Point{X: x, Y: bar.Box.Y}, Tone: scene.Line}
		if i == chosen {
			line.Tone, line.Width = scene.Accent, 2
		}
		b.s.Store.Branches = append(b.s.Store.Branches, line)
		b.s.Store.Nodes = append(b.s.Store.Nodes, bar)
	}
}

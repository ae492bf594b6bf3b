package ink

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"
)

const (
	atlasWidth  = 1024
	atlasHeight = 256 // to begin with; doubles up to atlasMost
	atlasMost   = 2048

	white = 1.5 // texture coordinate of the middle of the white block
)

// atlas is the texture with all glyphs, and its copy here from which it is
// uploaded: one byte of alpha for each pixel.
type atlas struct {
	image   *ebiten.Image
	height  int
	alpha   []byte
	rgba    []byte // scratch of uploads
	dirty   image.Rectangle
	shelves []shelf
	top     int // of the free part below the shelves
}

// shelf is a row of glyphs of about one height.
type shelf struct{ y, h, x int }

// clear forgets all glyphs. The upper left corner is the white block that
// shapes are drawn with.
func (a *atlas) clear() {
	if a.alpha == nil {
		a.height = atlasHeight
		a.alpha = make([]byte, atlasWidth*a.height)
	}
	clear(a.alpha)
	for y := range 3 {
		for x := range 3 {
			a.alpha[y*atlasWidth+x] = 0xFF
		}
	}
	a.shelves, a.top = append(a.shelves[:0], shelf{y: 0, h: 4, x: 4}), 4
	a.dirty = image.Rect(0, 0, atlasWidth, a.height)
}

// put copies a mask into the atlas and returns its corner, or false if there
// is no room left.
func (a *atlas) put(m Mask) (x, y int, ok bool) {
	w, h := m.W+1, m.H+1 // a clear pixel between neighbours
	if w > atlasWidth {
		return 0, 0, false
	}
	s := a.find(w, h)
	for s == nil {
		if a.height*2 > atlasMost {
			return 0, 0, false
		}
		a.height *= 2
		a.alpha = append(a.alpha, make([]byte, len(a.alpha))...)
		a.dirty = image.Rect(0, 0, atlasWidth, a.height)
		s = a.find(w, h)
	}
	x, y = s.x, s.y
	s.x += w
	for row := range m.H {
		copy(a.alpha[(y+row)*atlasWidth+x:], m.Alpha[row*m.W:(row+1)*m.W])
	}
	a.dirty = a.dirty.Union(image.Rect(x, y, x+m.W, y+m.H))
	return x, y, true
}

// find is the shelf that a glyph wastes least on, a new one if need be.
func (a *atlas) find(w, h int) *shelf {
	var best *shelf
	for i := range a.shelves {
		s := &a.shelves[i]
		if s.h >= h && s.h <= h+h/3+2 && s.x+w <= atlasWidth && (best == nil || s.h < best.h) {
			best = s
		}
	}
	if best != nil {
		return best
	}
	h = (h + 3) &^ 3
	if a.top+h > a.height {
		return nil
	}
	a.shelves = append(a.shelves, shelf{y: a.top, h: h})
	a.top += h
	return &a.shelves[len(a.shelves)-1]
}

// upload brings the texture up to date and tells whether anything was new.
func (a *atlas) upload() bool {
	if a.image == nil || a.image.Bounds().Dy() != a.height {
		if a.image != nil {
			a.image.Deallocate()
		}
		a.image = ebiten.NewImageWithOptions(image.Rect(0, 0, atlasWidth, a.height),
			&ebiten.NewImageOptions{Unmanaged: true})
		a.dirty = image.Rect(0, 0, atlasWidth, a.height)
	}
	d := a.dirty
	if d.Empty() {
		return false
	}
	a.rgba = a.rgba[:0]
	for y := d.Min.Y; y < d.Max.Y; y++ {
		for _, v := range a.alpha[y*atlasWidth+d.Min.X : y*atlasWidth+d.Max.X] {
			a.rgba = append(a.rgba, v, v, v, v)
		}
	}
	a.image.SubImage(d).(*ebiten.Image).WritePixels(a.rgba)
	a.dirty = image.Rectangle{}
	return true
}

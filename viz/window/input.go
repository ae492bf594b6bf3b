package window

import (
	"time"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/inpututil"
)

// Input is what a person has done since the last tick.
type Input struct {
	Elapsed     time.Duration
	X, Y        float32 // the pointer, in logical pixels of the window
	Left, Right bool    // mouse buttons that are down
	Touch       bool    // the pointer is a finger
	Held        bool    // a key is down
	Wheel       float32 // notches; up is positive
	Sideways    float32 // notches of the wheel; left is positive
	Chars       []rune  // typed text
	Keys        []Key   // pressed keys, held ones again and again
	Files       []File  // that were dropped
}

// Key is a key that was pressed.
type Key struct {
	Code                 ebiten.Key
	Shift, Control, Meta bool
}

// Source is where input comes from. Scale is how many device pixels make a
// logical one.
type Source interface {
	Read(in *Input, scale float32)
}

// Mouse returns the window's own mouse, keyboard and touch screen.
func Mouse() Source { return &machine{} }

// machine is the input that ebiten sees.
type machine struct {
	before  time.Time
	keys    []ebiten.Key
	touches []ebiten.TouchID
	x, y    float32 // of the last touch
	touched bool
}

// A held key comes again after repeatDelay ticks, every repeatEvery ticks.
const (
	repeatDelay = 24
	repeatEvery = 2
)

// Read implements Source.
func (m *machine) Read(in *Input, scale float32) {
	now := time.Now()
	in.Elapsed = 0
	if !m.before.IsZero() {
		in.Elapsed = now.Sub(m.before)
	}
	m.before = now
	x, y := ebiten.CursorPosition()
	in.X, in.Y = float32(x)/scale, float32(y)/scale
	in.Left, in.Right = held(ebiten.MouseButtonLeft), held(ebiten.MouseButtonRight)
	sideways, wheel := ebiten.Wheel()
	if ebiten.IsKeyPressed(ebiten.KeyShift) && sideways == 0 { // a mouse has but one wheel
		sideways, wheel = wheel, 0
	}
	in.Sideways, in.Wheel = float32(sideways), float32(wheel)
	m.touch(in, scale)
	in.Chars = ebiten.AppendInputChars(in.Chars[:0])
	m.readKeys(in)
	in.Files = dropped()
}

// held tells whether a button is down, or was in this tick: a click may be
// shorter than a tick.
func held(b ebiten.MouseButton) bool {
	return ebiten.IsMouseButtonPressed(b) || inpututil.IsMouseButtonJustPressed(b)
}

func (m *machine) readKeys(in *Input) {
	key := Key{Shift: ebiten.IsKeyPressed(ebiten.KeyShift), Control: ebiten.IsKeyPressed(ebiten.KeyControl), Meta: ebiten.IsKeyPressed(ebiten.KeyMeta)}
	in.Keys = in.Keys[:0]
	m.keys = inpututil.AppendJustPressedKeys(m.keys[:0])
	for _, key.Code = range m.keys {
		in.Keys = append(in.Keys, key)
	}
	m.keys = inpututil.AppendPressedKeys(m.keys[:0])
	in.Held = len(m.keys) > 0
	for _, key.Code = range m.keys {
		if d := inpututil.KeyPressDuration(key.Code); d >= repeatDelay && (d-repeatDelay)%repeatEvery == 0 {
			in.Keys = append(in.Keys, key)
		}
	}
}

// touch lets the first finger act as the pointer, which stays where it left.
func (m *machine) touch(in *Input, scale float32) {
	m.touches = ebiten.AppendTouchIDs(m.touches[:0])
	if len(m.touches) > 0 {
		x, y := ebiten.TouchPosition(m.touches[0])
		m.x, m.y, m.touched = float32(x)/scale, float32(y)/scale, true
	}
	down := len(m.touches) > 0
	in.Touch = down
	if down {
		in.Left = true
	}
	if down || m.touched && !in.Left {
		in.X, in.Y = m.x, m.y
	}
	m.touched = down
}

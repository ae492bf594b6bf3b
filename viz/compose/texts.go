package compose

import (
	"bytes"
	"slices"
	"strconv"

	"raftarium/core/narrate"
	"raftarium/core/sim"
)

// textsMost is how many texts a generation holds: several times as many as are on a
// stage at once.
const textsMost = 4096

// wording is the words of the last frames. Most of a frame's words are those of the
// frame before: they are made in a buffer, and found here rather than made anew.
// What has not been used for a generation is forgotten.
type wording struct {
	now, before map[string]string
	buf         []byte
	args        []narrate.Arg
}

// kept returns the text that stands in the buffer.
func (t *wording) kept() string {
	if text, ok := t.now[string(t.buf)]; ok {
		return text
	}
	text, ok := t.before[string(t.buf)]
	if !ok {
		text = string(t.buf)
	}
	if len(t.now) >= textsMost {
		clear(t.before)
		t.now, t.before = t.before, t.now
	}
	if t.now == nil {
		t.now = map[string]string{}
	}
	t.now[text] = text
	return text
}

// words are the wording that the builder has, or one of its own.
func (b *builder) words() *wording {
	if b.texts == nil {
		b.texts = &wording{}
	}
	return b.texts
}

// text is a text of the catalogue in the viewer's language.
func (b *builder) text(id string, args ...narrate.Arg) string {
	if len(args) == 0 {
		return narrate.Text(b.in.Lang, id)
	}
	t := b.words()
	t.args = append(t.args[:0], args...) // so that the caller's list stays on its stack
	t.buf = narrate.Append(t.buf, b.in.Lang, id, t.args...)
	return t.kept()
}

// digits is a number in digits.
func (b *builder) digits(n uint64) string {
	t := b.words()
	t.buf = strconv.AppendUint(t.buf[:0], n, 10)
	return t.kept()
}

// after is a number behind a sign: "+ 12".
func (b *builder) after(sign string, n uint64) string {
	t := b.words()
	t.buf = strconv.AppendUint(append(t.buf[:0], sign...), n, 10)
	return t.kept()
}

// joined is texts without a gap between them.
func (b *builder) joined(parts ...string) string {
	t := b.words()
	t.buf = t.buf[:0]
	for _, part := range parts {
		t.buf = append(t.buf, part...)
	}
	return t.kept()
}

// seconds writes a moment with the decimals that tell it from its neighbours.
// The symbol of the unit is the same in all languages.
func (b *builder) seconds(at, step sim.Time) string {
	decimals := 0
	for unit := sim.Second; decimals < 9 && step%unit != 0; unit /= 10 {
		decimals++
	}
	if decimals == 0 && step == sim.Second {
		decimals = 1
	}
	t := b.words()
	t.buf = append(strconv.AppendFloat(t.buf[:0], float64(at)/float64(sim.Second), 'f', decimals, 64), " s"...)
	return t.kept()
}

// grouped is a number with so many decimals, and a comma before every three digits
// of its whole part.
func (b *builder) grouped(n float64, decimals int) string {
	t := b.words()
	t.buf = strconv.AppendFloat(t.buf[:0], n, 'f', decimals, 64)
	whole := bytes.IndexByte(t.buf, '.')
	if whole < 0 {
		whole = len(t.buf)
	}
	for i := whole - 3; i > 0; i -= 3 {
		t.buf = slices.Insert(t.buf, i, ',')
	}
	return t.kept()
}

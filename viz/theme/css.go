package theme

import (
	"strconv"
	"strings"
)

// token is a colour by its CSS name.
type token struct {
	name  string
	value Colour
}

func (t *Theme) tokens() []token {
	list := []token{
		{"paper", t.Paper}, {"raised", t.Raised}, {"sunken", t.Sunken},
		{"hair", t.Hair}, {"line", t.Line},
		{"ink", t.Ink}, {"ink-2", t.Ink2}, {"ink-3", t.Ink3},
		{"accent", t.Accent}, {"accent-ink", t.AccentInk}, {"accent-soft", t.AccentSoft},
		{"danger", t.Danger}, {"danger-ink", t.DangerInk}, {"danger-soft", t.DangerSoft},
	}
	for i, c := range t.terms {
		n := strconv.Itoa(i + 1)
		list = append(list, token{"t" + n, c.fill}, token{"t" + n + "i", c.ink})
	}
	return list
}

// CSS is the block of custom properties of both themes and of the type
// families, to be put into the page's style sheet: light on :root, dark on
// :root[data-theme=dark], and the Chinese stacks on :root:lang(zh). A term's
// colour is --t1 to --t6, the ink on it --t1i to --t6i.
func CSS() string {
	var b strings.Builder
	block := func(selector, scheme string, t *Theme) {
		b.WriteString(selector + " {\n  color-scheme: " + scheme + ";\n")
		for _, k := range t.tokens() {
			b.WriteString("  --" + k.name + ": " + k.value.Hex() + ";\n")
		}
	}
	fonts := func(chinese bool) {
		for _, f := range []struct {
			name   string
			family Family
		}{{"ui", UI}, {"mono", Mono}, {"serif", Serif}} {
			b.WriteString("  --" + f.name + ": " + f.family.Stack(chinese) + ";\n")
		}
	}
	block(":root", "light", &Light)
	fonts(false)
	b.WriteString("}\n")
	block(":root[data-theme=dark]", "dark", &Dark)
	b.WriteString("}\n:root:lang(zh) {\n")
	fonts(true)
	b.WriteString("}\n")
	return b.String()
}

package theme

// Theme is one set of colours.
type Theme struct {
	Dark bool

	Paper      Colour // page, stage, inside of hollow things
	Raised     Colour // inspector, source, answer boxes, menus
	Sunken     Colour // terminals, snapshots
	Hair       Colour // rules, ring, grid; never the only carrier of a meaning
	Line       Colour // borders of controls, the match–next line
	Ink        Colour // text, outlines, marks
	Ink2       Colour // second text, timer arcs
	Ink3       Colour // labels, units, times, prompts
	Accent     Colour // selected, playhead, causes, links, focus
	AccentInk  Colour // text on accent
	AccentSoft Colour // selected row, marked source line
	Danger     Colour // lost, stale leader, no quorum, violation
	DangerInk  Colour // text on danger
	DangerSoft Colour // ground of a warning banner

	terms [6]termColour
}

type termColour struct{ fill, ink Colour }

// Terms is the length of the cycle of term colours.
const Terms = 6

// Light is the theme on paper.
var Light = Theme{
	Paper: 0xF8F5EE, Raised: 0xFFFDF8, Sunken: 0xF1EDE3,
	Hair: 0xDCD6C8, Line: 0x8A8475,
	Ink: 0x16181D, Ink2: 0x45464A, Ink3: 0x66645C,
	Accent: 0x1F4FC4, AccentInk: 0xFFFDF8, AccentSoft: 0xE1E6F2,
	Danger: 0xBF2018, DangerInk: 0xFFFDF8, DangerSoft: 0xF6E0D8,
	terms: [Terms]termColour{
		{0x749258, 0x16181D}, // sage
		{0x0F4574, 0xFFFDF8}, // navy
		{0xC57102, 0x16181D}, // ochre
		{0x249291, 0x16181D}, // teal
		{0x623006, 0xFFFDF8}, // umber
		{0x97486F, 0xFFFDF8}, // mulberry
	},
}

// Dark is the theme for dark rooms.
var Dark = Theme{
	Dark:  true,
	Paper: 0x12161C, Raised: 0x191E26, Sunken: 0x0C0F14,
	Hair: 0x2B323C, Line: 0x717B8A,
	Ink: 0xEFEBE2, Ink2: 0xC4C1BA, Ink3: 0x989CA3,
	Accent: 0x86B4FF, AccentInk: 0x0D1014, AccentSoft: 0x1D2A40,
	Danger: 0xFF6F61, DangerInk: 0x0D1014, DangerSoft: 0x3A1C1C,
	terms: [Terms]termColour{
		{0xBBCC7E, 0x0D1014},
		{0x408BC9, 0x0D1014},
		{0xC8751B, 0x0D1014},
		{0x8AE1DE, 0x0D1014},
		{0xAD9B89, 0x0D1014},
		{0xAF6E94, 0x0D1014},
	},
}

// For is the dark theme or the light one.
func For(dark bool) *Theme {
	if dark {
		return &Dark
	}
	return &Light
}

// Index is the place of a term in the cycle, 0 to 5: terms 1, 7, 13 share the
// first colour. Term 0, before any election, has none.
func Index(term uint64) int { return int((term + Terms - 1) % Terms) }

// Term is a term's colour and the ink for text on it. Term 0, before any
// election, has the grey of labels.
func (t *Theme) Term(term uint64) (fill, ink Colour) {
	if term == 0 {
		return t.Ink3, t.AccentInk
	}
	c := t.terms[Index(term)]
	return c.fill, c.ink
}

package narrate

import (
	"sort"
	"strconv"
	"strings"
)

// entry is one text of the catalogue. Its id is its area and its name, as in
// "ui.play".
type entry struct {
	id     string
	en, zh string
}

func (e *entry) in(l Lang) string {
	if l == Chinese {
		return e.zh
	}
	return e.en
}

// tables are the areas of the catalogue, without sentences, rules and
// properties, which have functions of their own.
var tables = [...][]entry{uiTexts, helpTexts, loadingTexts, panelTexts, waterfallTexts, comparisonTexts, stageTexts, composeTexts, phrases, windowTexts, scenarioTexts, lessonTexts, liveTexts, whyTexts, knobTexts, failureTexts}

// byID finds an entry. It is filled once and never walked, so its order cannot
// show.
var byID = func() map[string]*entry {
	index := make(map[string]*entry, 512)
	for _, table := range tables {
		for i := range table {
			index[table[i].id] = &table[i]
		}
	}
	return index
}()

// Text returns a text as it stands, with its placeholders, or the id itself if
// there is none.
func Text(lang Lang, id string) string {
	if e := byID[id]; e != nil {
		return e.in(lang)
	}
	return id
}

// Item is one text of All.
type Item struct{ ID, Text string }

// All returns what the page itself fills in: the texts of its controls, of lessons
// and of loading and failing, sorted by their ids. Everything else comes to the page
// as finished text.
func All(lang Lang) []Item {
	items := make([]Item, 0, len(uiTexts)+len(helpTexts)+len(loadingTexts)+len(lessonTexts))
	for _, table := range [][]entry{uiTexts, helpTexts, loadingTexts, lessonTexts} {
		for i := range table {
			items = append(items, Item{table[i].id, table[i].in(lang)})
		}
	}
	sort.Slice(items, func(i, j int) bool { return items[i].ID < items[j].ID })
	return items
}

// Loading returns, as JSON, what the page says before the program runs:
// {"en":{"loading.fetch":"…"},"zh":{…}}. It can stand in an HTML script
// element: it has no "<".
func Loading() string {
	var b strings.Builder
	b.WriteByte('{')
	for i, lang := range Langs() {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(quote(lang.String()))
		b.WriteString(":{")
		for j := range loadingTexts {
			if j > 0 {
				b.WriteByte(',')
			}
			b.WriteString(quote(loadingTexts[j].id))
			b.WriteByte(':')
			b.WriteString(quote(loadingTexts[j].in(lang)))
		}
		b.WriteByte('}')
	}
	b.WriteByte('}')
	return b.String()
}

// quote writes a text of the catalogue as a JSON string. Go's quoting is JSON's
// for texts without control characters, which a test holds.
func quote(s string) string { return strings.ReplaceAll(strconv.Quote(s), "<", `\u003c`) }

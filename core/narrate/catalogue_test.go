package narrate

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
)

// every calls yield with the id and both texts of everything that is written
// for people, sentences and rules included.
func every(yield func(id, en, zh string)) {
	for _, table := range tables {
		for _, e := range table {
			yield(e.id, e.en, e.zh)
		}
	}
	for _, table := range sentences {
		for _, s := range table {
			yield(s.id, s.text[English], s.text[Chinese])
			yield(s.id+" title", s.title[English], s.title[Chinese])
		}
	}
	for _, r := range ruleTexts {
		yield(r.rule.String(), r.name[English], r.name[Chinese])
		yield(r.rule.String()+" text", r.without[English], r.without[Chinese])
	}
	for _, p := range propertyTexts {
		yield(p.property, p.name[English], p.name[Chinese])
		yield(p.property+" text", p.says[English], p.says[Chinese])
	}
	for _, p := range passages {
		yield("passage "+p.function, p.text[English], p.text[Chinese])
		yield("passage "+p.function+" source", p.source[English], p.source[Chinese])
	}
}

func TestEveryTextIsInBothLanguages(t *testing.T) {
	seen := map[string]bool{}
	every(func(id, en, zh string) {
		require.False(t, seen[id], "%s is there twice", id)
		seen[id] = true
		require.NotEmpty(t, strings.TrimSpace(en), id)
		require.NotEmpty(t, strings.TrimSpace(zh), id)
	})
}

var placeholder = regexp.MustCompile(`\{([a-z-]+)[^}]*\}`)

// names returns the names of a text's placeholders, each once.
func names(text string) []string {
	var list []string
	for _, found := range placeholder.FindAllStringSubmatch(text, -1) {
		list = append(list, found[1])
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func TestPlaceholdersAgree(t *testing.T) {
	every(func(id, en, zh string) {
		english := names(en)
		// Only English tells one from many.
		if !strings.Contains(en, "{count#}") {
			english = slices.DeleteFunc(english, func(s string) bool { return s == "count" })
		}
		require.Equal(t, english, names(zh), "%s: %q and %q", id, en, zh)
		require.Equal(t, strings.Count(en, "{"), len(placeholder.FindAllString(en, -1)), id)
		require.Equal(t, strings.Count(zh, "{"), len(placeholder.FindAllString(zh, -1)), id)
	})
}

func TestEnglishIsTypeset(t *testing.T) {
	every(func(id, en, _ string) {
		if id == "ui.language" {
			return // names the other language, in its own script
		}
		if !strings.HasPrefix(id, "bad.") { // terminals print those
			require.NotContains(t, en, "'", id)
		}
		require.NotContains(t, en, "...", id)
		require.NotContains(t, en, "!", id)
		for _, r := range en {
			require.False(t, unicode.Is(unicode.Han, r), "%s: %s", id, en)
		}
	})
}

var (
	tight     = regexp.MustCompile(`\p{Han}[A-Za-z0-9{]|[A-Za-z0-9]\p{Han}`)
	loose     = regexp.MustCompile(`\p{Han} +\p{Han}| [，。：；、？）]|[，。：；、？（] `)
	halfWidth = regexp.MustCompile(`\p{Han}\s*[,.:;?!()"']|[,.:;?!()"']\p{Han}`)
)

// requireChinese checks what is common to all Chinese typesetting: a space
// between Han and Latin, full-width punctuation.
func requireChinese(t *testing.T, id, zh string) {
	t.Helper()
	require.NotRegexp(t, tight, zh, id)
	require.NotRegexp(t, loose, zh, id)
	require.NotRegexp(t, halfWidth, zh, id)
	require.NotContains(t, zh, "！", id)
}

func TestChineseIsTypeset(t *testing.T) {
	// Here the filler sees to the space, since the value may be Han.
	joined := regexp.MustCompile(`\{(entries|old-entries|what|for|kind|property|[a-z]+#)\}`)
	every(func(id, _, zh string) {
		requireChinese(t, id, joined.ReplaceAllString(zh, "某"))
	})
	for _, s := range scenes(0) {
		requireChinese(t, s.name, Sentence(&s.event, shortCast, Chinese).Text)
	}
}

func TestLoadingIsJSON(t *testing.T) {
	var texts map[string]map[string]string
	require.NoError(t, json.Unmarshal([]byte(Loading()), &texts))
	require.Len(t, texts, 2)
	for _, lang := range Langs() {
		require.Len(t, texts[lang.String()], len(loadingTexts))
		for _, e := range loadingTexts {
			require.Equal(t, Text(lang, e.id), texts[lang.String()][e.id])
		}
	}
	require.NotContains(t, Loading(), "<")
}

func TestAllIsWhatThePageFillsIn(t *testing.T) {
	for _, lang := range Langs() {
		items := All(lang)
		require.True(t, slices.IsSortedFunc(items, func(a, b Item) int { return strings.Compare(a.ID, b.ID) }))
		for _, item := range items {
			require.Equal(t, Text(lang, item.ID), item.Text)
			require.NotContains(t, item.Text, "|", "%s: the page knows no plurals", item.ID)
			require.NotContains(t, item.Text, "#}", "%s: the page knows no number words", item.ID)
		}
	}
}

// entryRow is a row of the catalogue.
var entryRow = regexp.MustCompile(`(?m)^\t\{"[a-z0-9.-]+", ".*\n`)

// sources calls yield with every source of the product but tests, without the rows
// of the catalogue.
func sources(t *testing.T, yield func(path, text string)) {
	for _, root := range []string{"..", "../../viz", "../../web", "../../cmd"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() {
				if d.Name() == "tests" || d.Name() == "testdata" || d.Name() == "node_modules" {
					return filepath.SkipDir
				}
				return nil
			}
			ext := filepath.Ext(path)
			if strings.HasSuffix(path, "_test.go") || ext != ".go" && ext != ".js" && ext != ".html" {
				return nil
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			yield(path, entryRow.ReplaceAllString(string(text), ""))
			return nil
		})
		require.NoError(t, err)
	}
}

// quoted finds what may be an id: a string, a template of JavaScript, or the
// beginning of an id, which ends in a hyphen or a dot.
var quoted = regexp.MustCompile("[\"'`]([a-z]+\\.[a-z0-9.$}{-]*)[\"'`]")

// hole is the part of a template that is not known.
var hole = regexp.MustCompile(`\\\$\\\{.*?\\\}`)

func TestEveryTextIsUsed(t *testing.T) {
	literal := map[string]bool{}
	var templates []*regexp.Regexp
	sources(t, func(path, text string) {
		for _, found := range quoted.FindAllStringSubmatch(text, -1) {
			if strings.HasSuffix(found[1], "-") || strings.HasSuffix(found[1], ".") { // in Go, the rest is added
				found[1] += "${}"
			}
			if strings.Contains(found[1], "${") {
				templates = append(templates, regexp.MustCompile("^"+hole.ReplaceAllString(regexp.QuoteMeta(found[1]), "[a-z0-9-]+")+"$"))
				continue
			}
			literal[found[1]] = true
		}
	})
	used := func(id string) bool {
		return literal[id] || slices.ContainsFunc(templates, func(r *regexp.Regexp) bool { return r.MatchString(id) })
	}
	var unused []string
	for id := range byID {
		if !used(id) {
			unused = append(unused, id)
		}
	}
	slices.Sort(unused)
	require.Empty(t, unused, "nobody uses these texts")
}

var (
	askedInGo     = regexp.MustCompile(`narrate\.(?:Text|Format)\([^,()]+(?:\(\))?, "([^"]+)"`)
	askedInViz    = regexp.MustCompile(`"((?:panel|act|stage|banner|view|jump|checks|terminal|toast|phrase)\.[a-z0-9-]*[a-z0-9])"`)
	askedByErrors = regexp.MustCompile(`"(bad\.[a-z0-9-]+)"`)
	askedInPage   = regexp.MustCompile(`\bt\("([^"]+)"|data-(?:label|title|text)="([^"{$]+)"`)
)

func TestEveryTextThatIsAskedForIsThere(t *testing.T) {
	sources(t, func(path, text string) {
		asked := askedInGo
		switch {
		case filepath.Ext(path) != ".go":
			asked = askedInPage
		case strings.HasPrefix(path, "../../viz"):
			asked = askedInViz
		}
		found := asked.FindAllStringSubmatch(text, -1)
		if filepath.Ext(path) == ".go" {
			found = append(found, askedByErrors.FindAllStringSubmatch(text, -1)...)
		}
		for _, found := range found {
			id := strings.Join(found[1:], "")
			require.Contains(t, byID, id, "%s asks for it", path)
		}
	})
}

package web

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"raftarium/core/narrate"
)

// sources returns the page's own modules and its HTML, as one text.
func sources(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, pattern := range []string{"*.html", "js/*.js", "js/later/*.js"} {
		paths, err := filepath.Glob(pattern)
		require.NoError(t, err)
		require.NotEmpty(t, paths)
		for _, path := range paths {
			source, err := os.ReadFile(path)
			require.NoError(t, err)
			all.Write(source)
		}
	}
	return all.String()
}

// An id stands in the sources as it is, or as a template whose holes are
// filled in by the page: `legend.${name}`.
var (
	idInSource = regexp.MustCompile("[\"'`]((?:ui|help|legend|crash|loading)\\.[a-z0-9${}-]+)[\"'`]")
	holeInID   = regexp.MustCompile(`\\\$\\\{[a-z]+\\\}`)
)

func TestThePageAsksOnlyForTextsThatItIsGiven(t *testing.T) {
	given := narrate.All(narrate.English)
	asked := idInSource.FindAllStringSubmatch(sources(t), -1)
	require.NotEmpty(t, asked)
	for _, found := range asked {
		id := regexp.MustCompile("^" + holeInID.ReplaceAllString(regexp.QuoteMeta(found[1]), "[a-z-]+") + "$")
		require.True(t, slices.ContainsFunc(given, func(item narrate.Item) bool { return id.MatchString(item.ID) }),
			"the page asks for %q, which the catalogue does not have", found[1])
	}
}

// What is said before the program runs must lie in the page itself.
func TestWhatIsSaidBeforeTheProgramRunsIsInThePage(t *testing.T) {
	inline := narrate.Loading()
	for _, module := range []string{"js/loading.js", "js/crash.js"} {
		source, err := os.ReadFile(module)
		require.NoError(t, err)
		for _, found := range idInSource.FindAllStringSubmatch(string(source), -1) {
			if strings.HasPrefix(found[1], "ui.") || strings.Contains(found[1], "$") {
				continue // said with a running world, or put together: see above
			}
			require.Contains(t, inline, `"`+found[1]+`"`, module)
		}
	}
}

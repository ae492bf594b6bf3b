package house

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// list returns our packages as the go command sees them on a system; with the
// flag -deps it returns all that they stand on, too.
func list(t *testing.T, goos, goarch string, flags ...string) []Package {
	t.Helper()
	readEverything(t)
	flags = append([]string{"list", "-e", "-json=ImportPath,Imports,Deps"}, flags...)
	command := exec.Command("go", append(flags, "./...")...)
	command.Dir = top(t)
	command.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0")
	var stderr bytes.Buffer
	command.Stderr = &stderr
	output, err := command.Output()
	require.NoError(t, err, "%s", stderr.String())

	var packages []Package
	for decoder := json.NewDecoder(bytes.NewReader(output)); ; {
		var p Package
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else {
			require.NoError(t, err)
		}
		packages = append(packages, p)
	}
	require.NotEmpty(t, packages)
	return packages
}

// top returns the folder of go.mod.
func top(t *testing.T) string {
	t.Helper()
	output, err := exec.Command("go", "env", "GOMOD").Output()
	require.NoError(t, err)
	return filepath.Dir(strings.TrimSpace(string(output)))
}

// readEverything opens our folders, so that `go test` knows what a result came
// from: what `go list` reads for us, it does not see, and it would repeat an
// old result after a change.
func readEverything(t *testing.T) {
	t.Helper()
	require.NoError(t, fs.WalkDir(os.DirFS(top(t)), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && (name == "dist" || name != "." && strings.HasPrefix(name, ".")) {
			return fs.SkipDir
		}
		return err
	}))
}

// Files differ by system, so each that we build for is looked at.
func TestImportsRunDownwardsOnly(t *testing.T) {
	for _, system := range [][2]string{{"linux", "amd64"}, {"js", "wasm"}} {
		require.Empty(t, Imports(list(t, system[0], system[1])), "on %s", system[0])
	}
}

func TestThePageLinksNoNetworkAndNoProcesses(t *testing.T) {
	require.Empty(t, Linked(list(t, "js", "wasm", "-deps")))
}

func TestTheWorldAndItsPictureAreFunctionsOfTheirInputs(t *testing.T) {
	root, read := os.DirFS(top(t)), 0
	for _, folder := range PureRoots {
		if _, err := fs.Stat(root, folder); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		require.NoError(t, fs.WalkDir(root, folder, func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if entry.IsDir() && entry.Name() == "testdata" {
				return fs.SkipDir
			}
			if entry.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return nil
			}
			source, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			read++
			breaches, err := Purity(name, source)
			require.Empty(t, breaches)
			return err
		}))
	}
	require.Positive(t, read)
}

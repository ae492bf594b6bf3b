package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/require"

	"raftarium/cmd/internal/static"
)

// sources writes the sources of a small page and of its program, and returns
// a packer for them.
func sources(t *testing.T, quick bool) packer {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, "web/index.html", `<script type="application/json" id="wasm">{{wasm}}</script>`)
	put(t, dir, "web/main.js", "// "+strings.Repeat("a module of some length; ", 40))
	put(t, dir, "web/page_test.go", "package web")
	put(t, dir, "web/package.json", "{}")
	put(t, dir, "web/tests/main.test.js", "// a test")
	put(t, dir, "program/main.go", "package main\n\nfunc main() { println(\"the program runs\") }\n")
	return packer{
		web:     filepath.Join(dir, "web"),
		program: filepath.Join(dir, "program", "main.go"),
		out:     filepath.Join(dir, "dist", "page"),
		cache:   filepath.Join(dir, "dist", ".cache"),
		quick:   quick,
	}
}

func put(t *testing.T, dir, name, content string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
	require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var ns []string
	for _, entry := range entries {
		ns = append(ns, entry.Name())
	}
	return ns
}

func read(t *testing.T, path ...string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(path...))
	require.NoError(t, err)
	return content
}

func TestPacksAFolderThatAnyHostCanServe(t *testing.T) {
	p := sources(t, false)
	weighed, err := p.pack(t.Context())
	require.NoError(t, err)

	require.Equal(t, []string{
		"code.json", "code.json.br", "code.json.gz",
		"index.html",
		"main.js", "main.js.br", "main.js.gz",
		"names.json", "names.json.br", "names.json.gz",
		"raftarium.wasm", "raftarium.wasm.br", "raftarium.wasm.gz",
		"wasm_exec.js", "wasm_exec.js.br", "wasm_exec.js.gz",
	}, names(t, p.out), "what compresses lies there in three forms; tests stay at home")

	plain := read(t, p.out, wasmName)
	unzipped, err := gzip.NewReader(bytes.NewReader(read(t, p.out, wasmName+".gz")))
	require.NoError(t, err)
	fromGzip, err := io.ReadAll(unzipped)
	require.NoError(t, err)
	fromBrotli, err := io.ReadAll(brotli.NewReader(bytes.NewReader(read(t, p.out, wasmName+".br"))))
	require.NoError(t, err)
	require.True(t, bytes.Equal(plain, fromGzip) && bytes.Equal(plain, fromBrotli), "the forms are of one program")

	require.NoError(t, weighed.check())
	require.Contains(t, weighed.String(), "raftarium.wasm ")

	t.Run("and its program runs with its wasm_exec.js", func(t *testing.T) {
		run := exec.Command("node", "-e", `
			require(process.argv[1]);
			const go = new Go();
			WebAssembly.instantiate(require("fs").readFileSync(process.argv[2]), go.importObject).then(r => go.run(r.instance));`,
			filepath.Join(p.out, "wasm_exec.js"), filepath.Join(p.out, wasmName))
		output, err := run.CombinedOutput()
		require.NoError(t, err, "%s", output)
		require.Equal(t, "the program runs\n", string(output))
	})
	t.Run("and the next build finds its compressed files", func(t *testing.T) {
		before := names(t, p.cache)
		require.NotEmpty(t, before)
		for _, name := range before {
			require.NoError(t, os.WriteFile(filepath.Join(p.cache, name), []byte(name), 0o644))
		}
		_, err := p.pack(t.Context())
		require.NoError(t, err)
		require.Equal(t, before, names(t, p.cache))
		require.Contains(t, string(read(t, p.out, wasmName+".br")), ".brotli-11", "taken from the cache, not compressed again")
	})
}

func TestPacksQuicklyForThisMachine(t *testing.T) {
	p := sources(t, true)
	_, err := p.pack(t.Context())
	require.NoError(t, err)
	require.Equal(t, []string{
		"code.json", "code.json.gz", "index.html", "main.js", "main.js.gz", "names.json", "names.json.gz", "raftarium.wasm", "raftarium.wasm.gz", "wasm_exec.js", "wasm_exec.js.gz",
	}, names(t, p.out))
	require.NoDirExists(t, p.cache)
}

func TestTellsTheLoaderWhatToFetch(t *testing.T) {
	var told struct {
		URL   string
		Bytes int
		Gzip  struct {
			URL   string
			Bytes int
		}
	}
	require.NoError(t, json.Unmarshal([]byte(wasmJSON([]byte("program"), []byte("gzip"))), &told))
	require.Regexp(t, `^raftarium\.wasm\?v=[0-9a-f]{16}$`, told.URL)
	require.Len(t, strings.TrimPrefix(told.URL, "raftarium.wasm?v="), static.VersionLength)
	require.Equal(t, strings.Replace(told.URL, ".wasm", ".wasm.gz", 1), told.Gzip.URL)
	require.Equal(t, 7, told.Bytes)
	require.Equal(t, 4, told.Gzip.Bytes)
}

func TestKeepsThePageOfBeforeWhenItFails(t *testing.T) {
	p := sources(t, true)
	_, err := p.pack(t.Context())
	require.NoError(t, err)
	before := names(t, p.out)

	tests := []struct {
		name, source, content, says string
	}{
		{"a placeholder that nobody fills", "web/index.html", "<p>\n{{texts.nobody}}",
			"index.html:2: {{texts.nobody}} is no placeholder; these are: "},
		{"a kind of file that is not known", "web/film.mov", "…", "film.mov: pack does not know whether a browser needs such a file"},
		{"a program that does not compile", "program/main.go", "package main\n\nfunc main() { swim() }\n", "undefined: swim"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			put(t, filepath.Dir(p.web), tt.source, tt.content)
			_, err := p.pack(t.Context())
			require.ErrorContains(t, err, tt.says)
			require.Equal(t, before, names(t, p.out))
		})
	}
}

func TestReplacesOnlyWhatItMade(t *testing.T) {
	p := sources(t, true)
	put(t, p.out, "thesis.txt", "the only copy")
	_, err := p.pack(t.Context())
	require.ErrorContains(t, err, "it holds something else (no raftarium.wasm)")
	require.Equal(t, []string{"thesis.txt"}, names(t, p.out))

	cache := t.TempDir()
	put(t, cache, "thesis.txt", "the only copy")
	put(t, cache, "0123.brotli-11", "of a build long ago")
	press := newPress(cache, false)
	_, err = press.forms("main.js", bytes.Repeat([]byte("module "), tooSmall))
	require.NoError(t, err)
	require.NoError(t, press.tidy())
	require.Contains(t, names(t, cache), "thesis.txt")
	require.NotContains(t, names(t, cache), "0123.brotli-11")
	require.Len(t, names(t, cache), 3, "and what this build needed is still there")
}

func TestTheWeightUntilTheFirstPictureIsLimited(t *testing.T) {
	weighed := sizes{
		{"index.html", 4_000, 2_000, 1_000},
		{"raftarium.wasm", 12_345_678, 3_100_000, firstPictureBytesMax - 1_000},
		{"lessons/first.json", 90_000, 50_000, 40_000},
	}
	require.NoError(t, weighed.check(), "what is loaded later does not count")
	require.Equal(t, ""+
		"file                                  raw      gzip -9    brotli 11\n"+
		"raftarium.wasm                 12,345,678    3,100,000    2,599,000\n"+
		"lessons/first.json                 90,000       50,000       40,000\n"+
		"index.html                          4,000        2,000        1,000\n"+
		"total                          12,439,678    3,152,000    2,640,000\n"+
		"until the first picture        12,349,678    3,102,000    2,600,000\n"+
		"allowed                                                   2,600,000\n",
		weighed.String())

	weighed[0].brotli += 1_234
	require.ErrorContains(t, weighed.check(), "2,601,234 bytes of brotli until the first picture, 1,234 more than it may")
}

func TestTheServiceWorkerKnowsThePage(t *testing.T) {
	files := []file{{"main.js", []byte("a")}, {"index.html", []byte("b")}, {"lessons/first.md", []byte("c")}, {"js/later/embed.js", []byte("d")}}
	told := func() (page struct {
		Version      string
		First, Later []string
		Wasm         struct{ URL string }
	}) {
		require.NoError(t, json.Unmarshal([]byte(pageJSON(wasmJSON([]byte("program"), nil), files)), &page))
		return page
	}
	before := told()
	require.Equal(t, []string{"index.html", "main.js"}, before.First)
	require.Equal(t, []string{"js/later/embed.js", "lessons/first.md"}, before.Later)
	require.Contains(t, before.Wasm.URL, "raftarium.wasm?v=")
	require.Equal(t, before, told(), "the same files are the same version")
	files[2].content = []byte("another lesson")
	require.NotEqual(t, before.Version, told().Version)
}

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"regexp"
	"slices"
	"strings"

	"raftarium/cmd/internal/static"
	"raftarium/core/narrate"
	"raftarium/viz/theme"
)

// placeholders returns what stands for what in the sources of the page:
// {{name}} in an HTML, CSS or JavaScript file becomes its text. JSON has its
// place in HTML, as <script type="application/json" id="wasm">{{wasm}}</script>,
// where it leaves the source valid and needs no escaping.
func placeholders(wasm, gzip []byte) map[string]string {
	return map[string]string{
		"texts.loading": narrate.Loading(),                                                 // what is to be read before the program runs, in both languages
		"loading.en":    html.EscapeString(narrate.Text(narrate.English, "loading.begin")), // what is to be read before any script runs
		"loading.zh":    html.EscapeString(narrate.Text(narrate.Chinese, "loading.begin")),
		"theme.css":     theme.CSS(), // the custom properties of both themes
		// "page", in the service worker alone, is what pageJSON makes of all the others.
		"wasm": wasmJSON(wasm, gzip), // where and how large the program is, as the package comment describes
	}
}

// wasmJSON tells the loader what to fetch.
func wasmJSON(wasm, gzip []byte) string {
	type download struct {
		URL   string `json:"url"`
		Bytes int    `json:"bytes"`
	}
	version := versionOf(wasm)
	text, err := json.Marshal(struct {
		download
		Gzip download `json:"gzip"`
	}{
		download{wasmName + version, len(wasm)},
		download{wasmName + ".gz" + version, len(gzip)},
	})
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	return string(text)
}

// versionOf ends the address of a program: it changes with the content.
func versionOf(wasm []byte) string {
	sum := sha256.Sum256(wasm)
	return "?v=" + hex.EncodeToString(sum[:])[:static.VersionLength]
}

var placeholder = regexp.MustCompile(`\{\{([a-z]+(?:\.[a-z]+)*)\}\}`)

// fill replaces the placeholders in files by their texts. One that is not
// among them is an error that says where.
func fill(files []file, texts map[string]string) error {
	for i, f := range files {
		if !strings.HasSuffix(f.path, ".html") && !strings.HasSuffix(f.path, ".css") && !strings.HasSuffix(f.path, ".js") {
			continue
		}
		var filled bytes.Buffer
		end := 0
		for _, at := range placeholder.FindAllSubmatchIndex(f.content, -1) {
			name := string(f.content[at[2]:at[3]])
			text, ok := texts[name]
			if !ok {
				line := 1 + bytes.Count(f.content[:at[0]], []byte("\n"))
				return fmt.Errorf("%s:%d: {{%s}} is no placeholder; these are: %s",
					f.path, line, name, strings.Join(slices.Sorted(maps.Keys(texts)), ", "))
			}
			filled.Write(f.content[end:at[0]])
			filled.WriteString(text)
			end = at[1]
		}
		filled.Write(f.content[end:])
		files[i].content = filled.Bytes()
	}
	return nil
}

package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
)

// workerName is the service worker, by which the page is there without a
// network: it alone is filled in once all other files are known.
const workerName = "sw.js"

// takeWorker parts the service worker from the other sources.
func takeWorker(sources []file) (others, worker []file) {
	at := slices.IndexFunc(sources, func(f file) bool { return f.path == workerName })
	if at < 0 {
		return sources, nil
	}
	worker = []file{sources[at]}
	return slices.Delete(sources, at, at+1), worker
}

// pageJSON tells the service worker which files make the page, and a version
// that changes when the content of any of them does.
func pageJSON(wasm string, files []file) string {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b file) int {
		if a.path < b.path {
			return -1
		}
		return 1
	})
	page := struct {
		Version string          `json:"version"`
		Wasm    json.RawMessage `json:"wasm"`
		First   []string        `json:"first"`
		Later   []string        `json:"later"`
	}{Wasm: json.RawMessage(wasm)}
	sum := sha256.New()
	sum.Write([]byte(wasm))
	for _, f := range files {
		own := sha256.Sum256(f.content)
		sum.Write([]byte(f.path))
		sum.Write(own[:])
		if (size{path: f.path}).later() {
			page.Later = append(page.Later, f.path)
		} else {
			page.First = append(page.First, f.path)
		}
	}
	page.Version = hex.EncodeToString(sum.Sum(nil)[:8])
	text, err := json.Marshal(page)
	if err != nil {
		panic(err) // strings always marshal, and wasm is JSON
	}
	return string(text)
}

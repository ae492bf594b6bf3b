package static

import (
	"path"
	"strconv"
	"strings"
)

// accepts reports whether a client that sent these Accept-Encoding headers
// takes an answer in coding (RFC 9110, §12.5.3). No header means none.
func accepts(headers []string, coding string) bool {
	wildcard := false
	for _, header := range headers {
		for element := range strings.SplitSeq(header, ",") {
			name, parameters, _ := strings.Cut(element, ";")
			switch name = strings.TrimSpace(name); {
			case strings.EqualFold(name, coding):
				return positive(parameters)
			case name == "*":
				wildcard = positive(parameters)
			}
		}
	}
	return wildcard
}

// positive reports whether the weight among a coding's parameters, 1 when it
// is not given, is a number above 0.
func positive(parameters string) bool {
	for parameter := range strings.SplitSeq(parameters, ";") {
		key, value, _ := strings.Cut(parameter, "=")
		if !strings.EqualFold(strings.TrimSpace(key), "q") {
			continue
		}
		weight, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		return err == nil && weight > 0
	}
	return true
}

// contentType returns the media type by the name's ending. Browsers insist on
// two of them: modules must be JavaScript and instantiateStreaming takes
// nothing but application/wasm.
func contentType(name string) string {
	if t, ok := types[path.Ext(name)]; ok {
		return t
	}
	return "application/octet-stream"
}

var types = map[string]string{
	".br":    "application/octet-stream",
	".css":   "text/css; charset=utf-8",
	".gz":    "application/gzip",
	".html":  "text/html; charset=utf-8",
	".ico":   "image/x-icon",
	".js":    "text/javascript; charset=utf-8",
	".json":  "application/json",
	".md":    "text/plain; charset=utf-8", // which browsers show
	".png":   "image/png",
	".svg":   "image/svg+xml",
	".txt":   "text/plain; charset=utf-8",
	".wasm":  "application/wasm",
	".woff2": "font/woff2",
}

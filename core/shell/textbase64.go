package shell

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
)

func makeBase64(args []string) (*tool, error) {
	given, files, err := toolOptions(args, "dw:i", map[string]byte{"decode": 'd', "wrap": 'w', "ignore-garbage": 'i'})
	if err != nil {
		return nil, err
	}
	width := 76
	if text, ok := option(given, 'w'); ok {
		if width, err = strconv.Atoi(text); err != nil || width < 0 {
			return nil, fmt.Errorf("base64: invalid wrap size: ‘%s’", text)
		}
	}
	return &tool{files: files, bytes: true,
		line: func(x context, f *filter, text string, _ bool) bool { return f.hold(x, text) },
		end: func(x context, f *filter) int {
			text := strings.Join(f.held, "")
			if given['d'] != nil {
				out, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(text, "\n", ""))
				x.print(1, string(out))
				if err != nil {
					x.print(2, "base64: invalid input\n")
					return 1
				}
				return 0
			}
			out := base64.StdEncoding.EncodeToString([]byte(text))
			for width > 0 && len(out) > width {
				x.print(1, out[:width]+"\n")
				out = out[width:]
			}
			if out != "" {
				x.print(1, lineText(out, width > 0))
			}
			return 0
		}}, nil
}

//go:build !js

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"raftarium/core/lesson"
	"raftarium/core/narrate"
)

// fetchMost is how long a server may take for a lesson.
const fetchMost = 20 * time.Second

// fetchLesson fetches the file of a lesson. The error is a sentence for the person
// who asked for it, in their language.
func fetchLesson(address string, lang narrate.Lang) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), fetchMost)
	defer cancel()
	text, err := fetchText(ctx, address)
	why := ""
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		why = narrate.Format(lang, "window.lesson-no-answer")
	case err != nil:
		why = bare(err).Error()
	case len(text) > lesson.BytesMax:
		why = narrate.Format(lang, "ui.lesson-too-big", narrate.Str("n", fmt.Sprint("> ", lesson.BytesMax)), narrate.Num("most", lesson.BytesMax))
	case isHTML(text):
		why = narrate.Format(lang, "ui.lesson-html")
	default:
		return text, nil
	}
	return "", errors.New(narrate.Format(lang, "window.lesson-unreachable", narrate.Str("url", address), narrate.Str("why", why)))
}

// fetchText fetches a text: at most one byte more than a lesson has.
func fetchText(ctx context.Context, address string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return "", fmt.Errorf("HTTP %d", answer.StatusCode)
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, lesson.BytesMax+1))
	return string(text), err
}

// isHTML tells whether a text is a web page.
func isHTML(text string) bool {
	begin := strings.ToLower(strings.TrimLeft(text[:min(len(text), 1024)], " \t\r\n\uFEFF"))
	return strings.HasPrefix(begin, "<!doctype") || strings.HasPrefix(begin, "<html")
}

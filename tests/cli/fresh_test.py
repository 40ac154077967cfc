"""What is added is found by a server that already runs, at its next search; what is removed never again."""

import http.client
import json
import re
import subprocess
import unittest
import urllib.parse

from program import Case


class Fresh(Case):
    def setUp(self):
        super().setUp()
        self.server = subprocess.Popen(self.command(["serve", "--listen", "127.0.0.1:0"]), stderr=subprocess.PIPE,
                                       text=True, env=self.environment())
        self.port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", self.server.stderr.readline()).group(1))

    def tearDown(self):
        self.server.terminate()
        self.server.wait()
        self.server.stderr.close()
        super().tearDown()

    def search(self, text, **filters):
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", "/api/search?" + urllib.parse.urlencode({"q": text, "k": 100, **filters}))
        reply = connection.getresponse()
        body = json.loads(reply.read())
        connection.close()
        self.assertEqual(reply.status, 200, body)
        return [hit["text"] for hit in body["hits"]]

    def test_added_is_found_and_removed_is_not(self):
        for i in range(12):
            path = self.write(f"규정{i}.md", f"# 규정 {i}\n\n희귀낱말{i}호는 시내 교통비를 정한다.\n")
            self.expect(0, "add", path)
            self.assertTrue(any(f"희귀낱말{i}호" in text for text in self.search(f"희귀낱말{i}호")))
        for i in range(0, 12, 2):
            self.expect(0, "remove", self.path(f"규정{i}.md"))
            for query in (f"희귀낱말{i}호", "시내 교통비"):
                self.assertFalse(any(f"희귀낱말{i}호" in text for text in self.search(query)))
        self.write("규정1.md", "# 규정 1\n\n바뀐낱말은 시내 교통비를 정한다.\n")
        self.expect(0, "add", self.path("규정1.md"))
        self.assertFalse(any("희귀낱말1호" in text for text in self.search("시내 교통비")))
        self.assertTrue(any("바뀐낱말" in text for text in self.search("바뀐낱말")))

    def test_conditions(self):
        self.write("가.md", "# 가\n\n출장 여비는 실비로 한다.\n")
        self.write("나.md", "# 나\n\n여비 출장은 정액으로 한다.\n")
        self.expect(0, "add", self.path("가.md"), self.path("나.md"))
        found = self.search('"출장 여비"')
        self.assertEqual(len(found), 1)
        self.assertIn("실비", found[0])
        self.assertEqual(len(self.search("출장 -실비")), 1)
        self.assertEqual(len(self.search("출장 +정액")), 1)
        self.assertEqual(len(self.search('출장 "여비')), 2)
        self.assertEqual(self.search("출장", until="1999-12-31"), [])
        self.assertEqual(len(self.search("출장", since="1999-12-31")), 2)
        found = self.expect(0, "search", '출장 -"출장 여비"', "--since", "1999-12-31", "--json").json
        self.assertEqual(len(found["hits"]), 1)
        self.expect(2, "search", "출장", "--since", "yesterday")


if __name__ == "__main__":
    unittest.main()

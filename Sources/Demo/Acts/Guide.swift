/// What to try next: the endpoint, a curl line, a Python program, the console.
struct Guide: Sendable {
    let endpoint: String
    let console: String
    let model: String
    let program: String
    let sitePath: String

    func lines(for hosts: [ServerHost], terminal: Terminal) -> [String] {
        let title = { (text: String) in "  \(terminal.styled(text, .bold))" }
        let note = { (text: String) in terminal.styled(text, .faint) }
        let pid = hosts.first?.pid ?? 0
        let chaos = "\(program) demo --chaos"
        let width = chaos.count + 3
        return [
            "",
            title("Yours now"),
            "    endpoint   \(endpoint)   model \(model)",
            "    console    \(console)",
            "    site file  \(sitePath)",
            "",
            title("curl"),
            "    curl -i \(endpoint)/chat/completions \\",
            "      -d '{\"model\":\"\(model)\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'",
            "",
            title("Python") + note("   pip install openai"),
            "    from openai import OpenAI",
            "    client = OpenAI(base_url=\"\(endpoint)\", api_key=\"unused\")",
            "    messages = [{\"role\": \"user\", \"content\": \"What is a busbar?\"}]",
            "    answer = client.chat.completions.create(model=\"\(model)\", messages=messages)",
            "    print(answer.choices[0].message.content)",
            "",
            title("Try"),
            "    " + "kill -9 \(pid)".padded(width)
                + note("a supplier: nobody notices, it returns"),
            "    " + chaos.padded(width) + note("kills at random under load"),
            "    \(program) explain \(model) --site \(sitePath)",
            "",
        ]
    }
}

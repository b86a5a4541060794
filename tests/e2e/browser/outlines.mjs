// What assistive technology is told about each screen, in the words of Playwright's ARIA snapshots.

export const welcome = String.raw`
  - main:
    - heading "Post your number. Answer like a person." [level=1]
    - paragraph: Every text lands on this computer and stays on it. What you write is yours, what is automatic says so.
    - button "Try it on a practice line Invented fans text you, nothing is sent. No account needed."
    - region "Connect your number":
      - heading "Connect your number" [level=2]
      - paragraph: Your number is at Twilio. The key comes from its console, under API keys & tokens.
      - text: Account SID
      - textbox "Account SID":
        - /placeholder: AC…
      - text: API key SID
      - textbox "API key SID":
        - /placeholder: SK…
      - text: API key secret
      - textbox "API key secret"
      - text: Stays in Secret Service on this computer. Fanline has no server to send it to.
      - button "Find my numbers"
`;

export const liveBar = String.raw`
  - banner "Line":
    - button "Number menu, +1 555 0142": +1 555 0142
    - text: <<\d+>> texts today
    - status
    - text: Synced <<.+>> Auto-replies
    - switch "Auto-replies" [checked]
`;

export const navigation = String.raw`
  - navigation "Main":
    - link "Inbox <<\d+>> unread conversations":
      - /url: "#/inbox"
    - link "Replies 1 on":
      - /url: "#/replies"
    - link "Updates":
      - /url: "#/updates"
    - link "Fans <<\d+>> fans":
      - /url: "#/fans"
    - link "Line":
      - /url: "#/line"
    - button "Go to…"<<.*>>
    - button "Appearance"
    - text: <<.+>> of $50 today
    - <<'?>>img "Spent today: <<\d+>>% of the cap"<<'?>>
`;

export const inbox = String.raw`
  - main:
    - region "Conversations":
      - heading "Inbox" [level=1]
      - searchbox "Search"
      - text: Ctrl F
      - group "Filter":
        - button "All" [pressed]
        - button "Unread <<\d+>>"
        - button "Questions"
        - button "VIP"
        - button "Flagged"
        - button "Care"
        - button "Opted out"
        - button "Done"
      - listbox "Conversations":
        - <<'?>>option "<<.+>>
        …
        - option "+1 312 555 0188 <<.+>> We named our cat after the third song. Sorry, cat. 1 unread"
        …
    - region "Texts":
      - heading "Pick a conversation" [level=2]
      - paragraph: J and K move through the list, R starts a reply.
`;

export const thread = String.raw`
  - main:
    - region "Conversations":
      …
      - listbox "Conversations":
        …
        - 'option "Ana VIP <<.+>> You: I did! <<.+>>" [selected]'
        …
    - region "Conversation with Ana":
      - heading "Ana" [level=2]
      - text: +1 415 555 0142 · Texting since <<.+>>
      - button "Previous conversation"<<.*>>
      - button "Next conversation"
      - button "VIP" [pressed]
      - button "Flag"
      - button "Mark unread"
      - button "Done"
      - button "Fan card" [expanded]
      - log "Texts":
        - paragraph: This is where it began
        - text: Today Hi! Front row<<.+>> Automatic Welcome Delivered <<.+>> I did! <<.+>> You Delivered <<.+>>
      - textbox "Reply to Ana":
        - /placeholder: Write to Ana
      - button "Emoji"
      - button "Saved phrases"
      - button "Merge field"
      - status
      - button "Send ↩" [disabled]
      - button "Send and next Ctrl ↩" [disabled]
    - complementary "Fan card":
      - textbox "Name":
        - /placeholder: Add a name
        - text: Ana
      - text: +1 415 555 0142
      - textbox "City":
        - /placeholder: Add a city
      …
      - group "Tags":
        - textbox "Add a tag"
      - text: Notes
      - textbox "Notes":
        - /placeholder: Only you see this.
      - text: Between you
      - img "2 from them, 1 from you, 0 updates, 1 automatic"
      - term: From them
      - definition: "2"
      - term: From you, personally
      - definition: "1"
      - term: Automatic
      - definition: "1"
      - text: Consent Texted you first on <<.+>>. Gets updates.
      - group: What was said about it
      - button "Block"
      - button "Hand over a copy…"
      - button "Erase everything…"
`;

export const replies = String.raw`
  - main:
    - region "Rules":
      - heading "Replies" [level=1]
      - paragraph: The first one that fits answers. Put them in the order you want.
      - button "New reply"
      - list:
        - listitem:
          - heading "Welcome" [level=2]:
            - button "Welcome"
          - switch "Welcome" [checked]
          - paragraph: First text from a new fan
          - paragraph: <<\d+>> today Once per fan
        - listitem:
          - heading "STOP and HELP" [level=2]
          - text: Always on
          - paragraph: Looked at first, before any rule. Nothing can overrule it.
      - status
      - paragraph:
        - button "Replay yesterday"
    - region "Edit Welcome":
      - textbox "Name of this reply": Welcome
      - button "Delete Welcome"
      - paragraph:
        …
      - textbox "Reply text":
        …
      - text: <<\d+>> of 160, GSM-7, 1 segment
      - img "<<\d+>> of 160 characters, 1 segment"
      - button "First name"
      - button "City"
      - status: Saved
      - button "Discard" [disabled]
      - button "Save" [disabled]
      - region "Only if":
        …
        - combobox "Add a condition":
          …
      - region "Then also":
        …
        - combobox "Ask the fan for":
          …
        - group "Add the tags":
          …
        - switch "Flag the conversation"
        - text: Mark the text as read
        - switch "Mark the text as read"
      - region "How often, and when":
        …
        - combobox "The same fan gets it":
          …
        - textbox "Ends"
      - term: Says it is automatic Fans forgive a robot, not a robot in disguise.
      - definition: It does
      - term: Links
      - definition: None in this reply
      - term: Answers so far On since <<.+>>
      - definition: "<<\d+>>"
    - complementary "Preview":
      - text: +1 555 0142 Text message, today <<.+>> Is this really you? Hi, it's Juno! <<.+>> Try a text
      - textbox "Try a text":
        - /placeholder: What a fan could write
        - text: Is this really you?
      - text: From
      - radiogroup "From":
        - radio "A new fan" [checked]
        - radio "A number"
      - status:
        - paragraph: Welcome would answer.
      - list "What happens, step by step":
        - listitem: Reaction nothing found
        - listitem: STOP and HELP nothing found
        - listitem: Blocked numbers nothing found
        - listitem: A person first nothing found
        …
        - listitem: Auto-replies nothing found
        …
        - listitem: Welcome this reply fits
      - paragraph: Nothing is sent.
`;

export const compose = String.raw`
  - main:
    - region "Compose update":
      - link "Updates":
        - /url: "#/updates"
      - heading "New update" [level=1]
      - status<<.*>>
      …
      - heading "Who" [level=2]
      - paragraph: Send to everyone who texted you first
      - text: <<\d+>> fans will get this. of <<\d+>> on the line Message
      - textbox "Message"<<.*>>:
        - /placeholder: What would you like everyone to know?
        - text: "The second Leeds show is on: <<.+>>"
      - text: <<\d+>> of 160, GSM-7, 1 segment
      - img "<<\d+>> of 160 characters, 1 segment"
    - complementary "Before you send":
      - text: "As a fan sees it The second Leeds show is on: <<.+>>"
      - term: Match the sentence
      - definition: "<<\d+>>"
      - term: Opted out
      - definition: − 1
      - term: Will get it
      - definition: "<<\d+>>"
      - term: 1 segment each, $<<[\d.]+>> to $<<[\d.]+>>
      - definition: $<<.+>>
      - term: Left of today’s cap
      - definition: $<<.+>>
      - term: Time at 100 a second
      - definition: about 1 sec
      - button "Send"
      - paragraph: Then 30 seconds to change your mind.
`;

export const running = String.raw`
  - main:
    - link "Updates":
      - /url: "#/updates"
    - heading "Update" [level=1]
    - region "Sending now, started <<.+>>":
      - status: Sending now, started <<.+>>
      - paragraph: <<\d+>> of <<\d+>>
      - text: "The second Leeds show is on: <<.+>>"
      - progressbar "<<\d+>>% sent, to <<.+>>"
      - term: Delivered
      - definition: "<<\d+>>"
      - term: On the way
      - definition: "<<\d+>>"
      - term: Not delivered
      - definition: "<<\d+>>"
      - term: Waiting
      - definition: "<<\d+>>"
      - term: Cost so far
      - definition: $0<<.*>>
      - term: Left
      - definition: <<\d+ secs?>>
      - button "Pause"
      - button "Cancel the rest…"
    - region "Who it is for":
      - heading "Who it is for" [level=2]
      - term: Match the sentence
      - definition: "<<\d+>>"
      - term: Opted out
      - definition: − 1
      - term: On the list
      - definition: "<<\d+>>"
    - region "When":
      - heading "When" [level=2]
      - term: Confirmed
      - definition: <<.+>>
      - term: Cost
      - definition: $0<<.*>>
`;

export const done = String.raw`
  - main:
    - link "Updates":
      - /url: "#/updates"
    - heading "Update" [level=1]
    - region "Sent <<.+>>":
      - status: Sent <<.+>>
      - paragraph: <<(\d+) of \1>>
      - text: "The second Leeds show is on: <<.+>>"
      - progressbar "100% sent, to <<\d+>> fans"
      - term: Delivered
      - definition: "<<\d+>>"
      - term: On the way
      - definition: "<<\d+>>"
      - term: Not delivered
      - definition: "<<\d+>>"
      - term: Cost
      - definition: $<<[\d.]+>>
    - region "Who it is for":
      …
    - region "When":
      - heading "When" [level=2]
      - term: Confirmed
      - definition: <<.+>>
      - term: Finished
      - definition: <<.+>>
      - term: Cost
      - definition: $<<[\d.]+>>
`;

export const updates = String.raw`
  - main:
    - heading "Updates" [level=1]
    - link "New update":
      - /url: "#/updates/new"
    - region "Sent":
      - heading "Sent" [level=2]
      - table:
        - rowgroup:
          - row "Update When Fans Delivered Cost":
            - columnheader "Update"
            - columnheader "When"
            - columnheader "Fans"
            - columnheader "Delivered"
            - columnheader "Cost"
        - rowgroup:
          - 'row "The second Leeds show is on: <<.+>>"':
            - 'cell "The second Leeds show is on: <<.+>>"':
              - 'link "The second Leeds show is on: <<.+>>"':
                - /url: "#/updates/<<\d+>>"
            - cell "<<.+>>"
            - cell "<<\d+>>"
            - cell "<<\d+>>%"
            - cell "$<<[\d.]+>>"
`;

export const line = String.raw`
  - main:
    - region "Line settings":
      - heading "+1 555 0142 Practice" [level=1]
      - paragraph: "A practice line on this computer: nothing that it sends reaches anybody."
      - link "Connect another number":
        - /url: "#/welcome"
      - region "Connection":
        - heading "Connection" [level=2]
        - text: Provider <<.+>> Connected Kind of number Short code Connection check Asks the provider about key, number and money. Nothing is sent.
        - button "Check"
        - status
      - region "Pace and cost":
        - heading "Pace and cost" [level=2]
        - text: "Pace Texts that leave this number, all kinds together. Default: 100 a second."
        - textbox "Pace": "100"
        - text: "a second Daily cap Then only your own replies go out, until midnight. Default: $50. $"
        - textbox "Daily cap":
          …
        - textbox "Monthly cap":
          …
      - region "Hours":
        - heading "Hours" [level=2]
        …
        - 'button "Default: 20:00 to 9:00."'
        - switch "Quiet hours"
        …
        - combobox "Answer late texts":
          …
          - option "12 hrs" [selected]
          …
      - region "Fraud guard":
        - heading "Fraud guard" [level=2]
        …
        - textbox "Never answer numbers that begin with":
          …
      - region "Words to fans":
        - heading "Words to fans" [level=2]
        …
        - textbox "Name fans know": Juno
        …
      - region "Safety":
        - heading "Safety" [level=2]
        …
        - combobox "Time to take an update back":
          …
        - button "Open…"
        - text: STOP and HELP <<.+>> Always on
      - region "Data":
        - heading "Data" [level=2]
        - text: Encrypted on this computer <<\d+>> texts, <<\d+>> fans <<.+>>
        - 'button "Open: Activity"': Open…
        …
        - button "Export"
        …
        - button "Remove…"
    - complementary "Share your number":
      - heading "Share your number" [level=2]
      - paragraph: Text me.
      - paragraph: +1 555 0142
      …
      - button "Copy post"
      …
      - button "Copy link"
`;

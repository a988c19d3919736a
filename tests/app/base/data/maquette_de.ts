<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>ErrorText</name>
    <message>
        <source>It cost nothing.</source>
        <translation>Es hat nichts gekostet.</translation>
    </message>
    <message>
        <source>It was charged.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>

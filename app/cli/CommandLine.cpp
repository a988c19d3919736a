// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CommandLine.h"

#include "app/cli/CommandOutput.h"
#include "app/cli/LookCommands.h"
#include "app/cli/RunCommand.h"
#include "app/cli/SandboxCommand.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <string_view>

namespace maquette::cli {

namespace {

QStringList toStrings(const std::vector<std::string>& values)
{
    QStringList strings;
    for (const std::string& value : values) {
        strings.append(QString::fromStdString(value));
    }
    return strings;
}

void addRun(CLI::App& app, int& code)
{
    struct Given
    {
        std::string operation;
        std::vector<std::string> values;
        std::vector<std::string> inputs;
        std::string out;
        RunOptions options;
    };
    const auto given = std::make_shared<Given>();
    CLI::App* command =
        app.add_subcommand("run", "Run one operation, wait for its results and store them in the library");
    command->add_option("OPERATION", given->operation, "operation id, such as stable-image.generate.core")->required();
    command->add_option("--set", given->values, "a value, as name=value")->allow_extra_args(false);
    command->add_option("--input", given->inputs, "an input file, as role=FILE")->allow_extra_args(false);
    command->add_option("--count", given->options.count, "how many results, 1 to 10");
    command->add_option("--out", given->out, "also copy the results into this folder");
    command->add_flag("--json", given->options.json, "one JSON object per line");
    command->add_flag("--practice", given->options.practice, "use practice mode even where there is a key");
    command->callback([given, &code] {
        RunOptions options = given->options;
        options.operation = QString::fromStdString(given->operation);
        options.values = toStrings(given->values);
        options.inputs = toStrings(given->inputs);
        options.outFolder = QString::fromStdString(given->out);
        code = runOperation(options);
    });
}

void addLooks(CLI::App& app, int& code)
{
    const auto json = std::make_shared<bool>(false);
    const auto csv = std::make_shared<bool>(false);
    const auto resume = std::make_shared<bool>(false);

    CLI::App* operations = app.add_subcommand("operations", "List the operations with their fields and prices");
    operations->add_flag("--json", *json, "one JSON object per line");
    operations->callback([json, &code] { code = listOperations(*json); });

    CLI::App* balance = app.add_subcommand("balance", "Ask for the balance and show what is held");
    balance->add_flag("--json", *json, "one JSON object per line");
    balance->callback([json, &code] { code = showBalance(*json); });

    CLI::App* ledger = app.add_subcommand("ledger", "Show every hold, charge and release, newest first");
    ledger->add_flag("--csv", *csv, "comma separated values");
    ledger->add_flag("--json", *json, "one JSON object per line");
    ledger->callback([json, csv, &code] { code = showLedger(*csv, *json); });

    CLI::App* jobs = app.add_subcommand("jobs", "List the newest 200 jobs, newest first");
    jobs->add_flag("--resume", *resume, "let jobs restored from an earlier run go on, and wait for them");
    jobs->add_flag("--json", *json, "one JSON object per line");
    jobs->callback([json, resume, &code] { code = *resume ? resumeJobs(*json) : listJobs(*json); });

    CLI::App* library = app.add_subcommand("library", "The local library");
    library->require_subcommand(1);
    CLI::App* verify = library->add_subcommand("verify", "Read every file again and compare it with the index");
    verify->add_flag("--json", *json, "one JSON object per line");
    verify->callback([json, &code] { code = verifyLibrary(*json); });
}

void addSandbox(CLI::App& app, int& code)
{
    const auto options = std::make_shared<ServeOptions>();
    const auto portFile = std::make_shared<std::string>();
    CLI::App* sandbox = app.add_subcommand("sandbox", "The practice server");
    sandbox->require_subcommand(1);
    CLI::App* serve = sandbox->add_subcommand("serve", "Run the practice server alone until interrupted");
    serve->add_option("--port", options->port, "port on 127.0.0.1, 0 for any free one");
    serve->add_option("--port-file", *portFile, "write the port here once it listens");
    serve->add_flag("--fast", options->fast, "answer without the pauses that imitate the real service");
    serve->callback([options, portFile, &code] {
        options->portFile = QString::fromStdString(*portFile);
        code = serveSandbox(*options);
    });
}

} // namespace

int runCommandLine(int argc, char** argv)
{
    int code = kDone;
    CLI::App app{"Maquette on the command line: the same library, journal and ledger as the window", "maquette-cli"};
    app.footer("Exit codes: 0 done, 2 bad input, 3 refused by the provider, 4 credits, 5 network, 6 storage, 7 outcome "
               "unknown, 1 a fault of the "
               "program.\n"
               "Environment: MAQUETTE_HOME (data and settings), STABILITY_API_KEY, MAQUETTE_STABILITY_URL.");
    app.set_version_flag("--version", std::string("maquette-cli " MAQUETTE_VERSION));
    app.require_subcommand(1);
    addRun(app, code);
    addLooks(app, code);
    addSandbox(app, code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (app.exit(error) == 0) {
            return kDone;
        }
        if (std::find(argv, argv + argc, std::string_view("--json")) != argv + argc) {
            const Error wrong{ErrorKind::InvalidInput, QString::fromUtf8(error.what()), {}, 0, -1, {}};
            sayJson({{QStringLiteral("error"), toJson(wrong)}});
        }
        return kBadInput;
    }
    return code;
}

} // namespace maquette::cli

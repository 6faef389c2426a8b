package dev.tideway.e2e;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The table of all settings in {@code docs/settings.md}, made of the sources: the interfaces with {@code @ConfigMapping},
 * their Javadoc, and {@code application.properties}.
 */
final class SettingsTable {
    private static final List<String> SERVICES = List.of("catalog", "packager", "delivery");
    /** They have {@code device-connection} too. */
    private static final Set<String> ANSWERS_DEVICES = Set.of("catalog", "delivery");

    private static final String HEAD = "| setting | kind | default | |\n| --- | --- | --- | --- |\n";

    private final Path root;
    private final Map<String, Map<String, Property>> properties = new LinkedHashMap<>();

    SettingsTable(Path root) throws IOException {
        this.root = root;
        for (String service : SERVICES) {
            properties.put(service, properties(service));
        }
    }

    /** One that a mapping declares. */
    private record Setting(String name, String kind, Optional<String> value, boolean isOptional, String meaning) {}

    /** A line of {@code application.properties} and the comment above it. */
    private record Property(String value, String comment) {}

    String markdown() throws IOException {
        StringBuilder text = new StringBuilder();
        List<Setting> shared = settings("service-settings");
        text.append("\n## All services\n\n").append(HEAD);
        shared.forEach(setting -> text.append(row(setting, sharedDefault(setting))));
        for (String service : SERVICES) {
            List<Setting> own = new ArrayList<>(settings(service + "-service"));
            if (ANSWERS_DEVICES.contains(service)) {
                own.addAll(settings("device-connection"));
            }
            text.append("\n## ").append(service).append("\n\n").append(HEAD);
            own.forEach(setting -> text.append(row(setting, ownDefault(setting, service))));
            properties.get(service).forEach((name, property) -> {
                boolean isMapped = Stream.concat(shared.stream(), own.stream())
                        .anyMatch(setting -> setting.name().equals(name));
                if (!isMapped) {
                    text.append(row(
                            new Setting(name, "text", Optional.empty(), true, property.comment()),
                            code(property.value())));
                }
            });
        }
        return text.toString();
    }

    private static String row(Setting setting, String value) {
        return "| `" + setting.name() + "` | " + setting.kind() + " | " + value + " | " + setting.meaning() + " |\n";
    }

    private String sharedDefault(Setting setting) {
        String others = properties.entrySet().stream()
                .filter(service -> service.getValue().containsKey(setting.name()))
                .map(service -> service.getKey() + " "
                        + code(service.getValue().get(setting.name()).value()))
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? plainDefault(setting) : plainDefault(setting) + "; " + others;
    }

    private String ownDefault(Setting setting, String service) {
        Property given = properties.get(service).get(setting.name());
        return given == null ? plainDefault(setting) : code(given.value());
    }

    private static String plainDefault(Setting setting) {
        return setting.value()
                .map(value -> setting.kind().equals("time") ? value.toLowerCase(Locale.ROOT) : value)
                .map(SettingsTable::code)
                .orElse(setting.isOptional() ? "none" : "**to be set**");
    }

    private static String code(String value) {
        return value.isBlank() || value.equals("\\u0020") ? "none" : "`" + value.replace("|", "\\|") + "`";
    }

    private Map<String, Property> properties(String service) throws IOException {
        Map<String, Property> found = new LinkedHashMap<>();
        StringBuilder comment = new StringBuilder();
        for (String line :
                Files.readAllLines(root.resolve(service + "-service/src/main/resources/application.properties"))) {
            if (line.startsWith("#")) {
                comment.append(comment.isEmpty() ? "" : " ")
                        .append(line.substring(1).strip());
            } else {
                if (line.startsWith("tideway.")) {
                    String[] parts = line.split("=", 2);
                    found.put(parts[0], new Property(parts[1], comment.toString()));
                }
                comment.setLength(0);
            }
        }
        return found;
    }

    private List<Setting> settings(String module) throws IOException {
        List<Setting> settings = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/main/java"))) {
            List<Path> mappings = files.filter(
                            file -> file.getFileName().toString().endsWith("Config.java"))
                    .sorted()
                    .toList();
            var compiler = ToolProvider.getSystemJavaCompiler();
            try (var manager = compiler.getStandardFileManager(null, null, null)) {
                var task = (JavacTask) compiler.getTask(
                        null,
                        manager,
                        null,
                        List.of("-proc:none"),
                        null,
                        manager.getJavaFileObjectsFromPaths(mappings));
                DocTrees comments = DocTrees.instance(task);
                for (CompilationUnitTree unit : task.parse()) {
                    new Mapping(unit, comments).collect(settings);
                }
            }
        }
        return settings;
    }

    /** One source file. */
    private record Mapping(CompilationUnitTree unit, DocTrees comments) {
        void collect(List<Setting> settings) {
            unit.getTypeDecls().stream()
                    .filter(ClassTree.class::isInstance)
                    .map(ClassTree.class::cast)
                    .forEach(type -> argument(type.getModifiers(), "ConfigMapping", "prefix")
                            .ifPresent(prefix -> collect(type, prefix + ".", settings)));
        }

        private void collect(ClassTree type, String prefix, List<Setting> settings) {
            Map<String, ClassTree> nested = type.getMembers().stream()
                    .filter(ClassTree.class::isInstance)
                    .map(ClassTree.class::cast)
                    .collect(Collectors.toMap(one -> one.getSimpleName().toString(), one -> one));
            for (var member : type.getMembers()) {
                if (member instanceof MethodTree method && method.getBody() == null) {
                    String name = prefix + kebab(method.getName().toString());
                    String returned = method.getReturnType().toString();
                    ClassTree group = nested.get(returned);
                    if (group != null && group.getKind() == Tree.Kind.INTERFACE) {
                        collect(group, name + ".", settings);
                    } else {
                        settings.add(new Setting(
                                name,
                                kind(returned),
                                argument(method.getModifiers(), "WithDefault", "value"),
                                returned.startsWith("Optional") || returned.startsWith("Map"),
                                meaning(method)));
                    }
                }
            }
        }

        private String meaning(MethodTree method) {
            DocCommentTree comment = comments.getDocCommentTree(TreePath.getPath(unit, method));
            if (comment == null) {
                throw new IllegalStateException(unit.getSourceFile().getName() + ": " + method.getName()
                        + " has no Javadoc, which is what docs/settings.md says of it.");
            }
            return comment.getFullBody().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining())
                    .replaceAll("\\{@(?:code|link) #?([^}]*)}", "`$1`")
                    .replaceAll("\\s+", " ")
                    .replace("|", "\\|")
                    .strip();
        }

        private static Optional<String> argument(ModifiersTree modifiers, String annotation, String name) {
            return modifiers.getAnnotations().stream()
                    .filter(one -> one.getAnnotationType().toString().equals(annotation))
                    .flatMap(one -> one.getArguments().stream())
                    .flatMap(argument -> value(argument, name).stream())
                    .findFirst();
        }

        private static Optional<String> value(ExpressionTree argument, String name) {
            ExpressionTree value = argument instanceof AssignmentTree assignment
                            && assignment.getVariable().toString().equals(name)
                    ? assignment.getExpression()
                    : argument;
            return value instanceof LiteralTree literal
                    ? Optional.of(String.valueOf(literal.getValue()))
                    : Optional.empty();
        }
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([A-Z0-9]+)", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String kind(String type) {
        String plain = type.replaceAll("Optional<(.*)>", "$1").replace("OptionalInt", "int");
        return switch (plain) {
            case "Duration" -> "time";
            case "MemorySize" -> "bytes";
            case "int", "long", "double" -> "number";
            case "boolean" -> "yes or no";
            case "Path" -> "path";
            case "String" -> "text";
            default -> {
                if (plain.startsWith("Map")) {
                    yield "by name";
                }
                yield plain.startsWith("List") ? "list" : "one of a few";
            }
        };
    }
}
